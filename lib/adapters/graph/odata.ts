/** An OData string literal: quotes are doubled, everything else stays. Encode the whole query value afterwards. */
export function quoted(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}

/** A path with its query options encoded: a value may hold `&`, `+`, `#` and Chinese. */
export function withQuery(path: string, options: Record<string, string>): string {
  const query = Object.entries(options).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return `${path}?${query.join('&')}`
}
