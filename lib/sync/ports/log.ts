/** Where a use case says what an operator may want to know. Never a password, a token or a message's text. */
export interface Log {
  info(facts: Record<string, unknown>, message: string): void
  warn(facts: Record<string, unknown>, message: string): void
}
