/**
 * The addresses of the Microsoft clouds. One setting (`M365_CLOUD`) chooses a row.
 * Source: learn.microsoft.com/graph/deployments and MSAL's AzureCloudInstance constants.
 */
export const CLOUDS = {
  global: { loginUrl: 'https://login.microsoftonline.com', graphUrl: 'https://graph.microsoft.com' },
  'gcc-high': { loginUrl: 'https://login.microsoftonline.us', graphUrl: 'https://graph.microsoft.us' },
  dod: { loginUrl: 'https://login.microsoftonline.us', graphUrl: 'https://dod-graph.microsoft.us' },
  china: {
    loginUrl: 'https://login.chinacloudapi.cn',
    graphUrl: 'https://microsoftgraph.chinacloudapi.cn',
  },
} as const

export type CloudName = keyof typeof CLOUDS

export const CLOUD_NAMES = Object.keys(CLOUDS) as [CloudName, ...CloudName[]]
