/** Does `work` for each value, at most `limit` at a time. @returns the results in the order of the values. */
export async function mapInParallel<T, R>(
  values: readonly T[],
  limit: number,
  work: (value: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = new Array(values.length)
  let next = 0
  async function takeNext(): Promise<void> {
    while (next < values.length) {
      const index = next++
      results[index] = await work(values[index] as T)
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, values.length) }, takeNext))
  return results
}
