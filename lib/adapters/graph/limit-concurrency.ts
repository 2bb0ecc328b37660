/** Lets so many pieces of work be under way at a time; the others wait for their turn. */
export function limitConcurrency(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const turns: (() => void)[] = []
  let underWay = 0
  return async (work) => {
    if (underWay >= most) await new Promise<void>((resolve) => turns.push(resolve))
    else underWay += 1
    try {
      return await work()
    } finally {
      const next = turns.shift()
      if (next) next()
      else underWay -= 1
    }
  }
}
