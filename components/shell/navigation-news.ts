type Listener = (address: string) => void

const listeners = new Set<Listener>()

/** Tells that the app begins to go to another address. Nothing of the page there has come yet. */
export function tellNavigation(address: string): void {
  // Next tells it inside of a transition: what is set there would only show together with the new page.
  setTimeout(() => {
    for (const listener of listeners) listener(address)
  }, 0)
}

/** Hears of navigations until the function it returns is called. */
export function onNavigation(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
