/** What Microsoft 365 lets the app do. Asked anew every time: a consent counts as soon as it is given. */
export interface TenantAccess {
  /**
   * The application permissions that the app's own token names; null when it cannot be read.
   * @throws with the code `token_refused` or `token_unavailable`.
   */
  grantedPermissions(): Promise<string[] | null>
  /** Reads a user, whichever. @throws as above, or with a code `graph_…`. */
  readAnyUser(): Promise<void>
}
