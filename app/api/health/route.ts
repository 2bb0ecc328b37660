/** Live: this process answers. Says nothing about what it needs; that is readiness. */
export const GET = () => Response.json({ status: 'live' })
