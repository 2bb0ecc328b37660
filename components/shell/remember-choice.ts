const YEAR_SECONDS = 31_536_000

/** Keeps what a person chose of how pages look in a cookie, so that the server's first paint is right. */
export function rememberChoice(cookie: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not there on plain http.
  document.cookie = `${cookie}=${value}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`
}
