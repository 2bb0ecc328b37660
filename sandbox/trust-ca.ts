import tls from 'node:tls'

/**
 * Makes this process trust a sandbox's certificates, beside those it trusts already: what `NODE_EXTRA_CA_CERTS` does for
 * a process that is started with it, for a test that starts its sandbox later.
 *
 * Reaches everything that opens TLS connections without a list of authorities of its own, global `fetch` and msal-node
 * included (both seen in the contract tests of this folder). Call it before the first request to the sandbox.
 */
export function trustCa(caPem: string): void {
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), caPem])
}
