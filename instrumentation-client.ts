import { tellNavigation } from '#components/shell/navigation-news.ts'

/** Next calls it by its name at the start of every navigation, by link, by script and by the browser's buttons. */
export function onRouterTransitionStart(address: string): void {
  tellNavigation(address)
}
