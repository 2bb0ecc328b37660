import { globSync } from 'node:fs'
import { join } from 'node:path'

const APP_DIR = join(import.meta.dirname, '../../app')

/** Ids of what the demo holds: a connector with a run that has ended, an item of it, and a draft that stands at Review. */
export type Places = { connectorId: string; runId: string; itemId: string; draftId: string }

export type PageRow = {
  /** The file below `app/`: the table is held against the folders. */
  file: string
  address: (places: Places) => string
  heading: string | RegExp
  /** Who sees it. A reader is turned away from what only changes things. */
  seenBy: 'nobody signed in' | 'admin' | 'admin and reader'
}

const WIZARD = '(signed-in)/(wizard)/data-connectors/[typeId]/add/[connectorId]'
const CONNECTORS = '(signed-in)/(pages)/data-connectors/connectors'
const draft = (step: string) => (places: Places) =>
  `/data-connectors/wechat-archiver/add/${places.draftId}/${step}`
const connector = (rest: string) => (places: Places) =>
  `/data-connectors/connectors/${places.connectorId}${rest}`

export const EVERY_PAGE: readonly PageRow[] = [
  { file: 'sign-in/page.tsx', address: () => '/sign-in', heading: /./, seenBy: 'nobody signed in' },
  {
    file: 'sign-in/done/page.tsx',
    address: () => '/sign-in/done',
    heading: 'You are signed in',
    seenBy: 'admin and reader',
  },
  {
    file: '(signed-in)/(pages)/data-connectors/page.tsx',
    address: () => '/data-connectors',
    heading: 'Data connectors',
    seenBy: 'admin and reader',
  },
  {
    file: '(signed-in)/(pages)/data-connectors/[typeId]/page.tsx',
    address: () => '/data-connectors/wechat-archiver',
    heading: 'WeChat Archiver',
    seenBy: 'admin and reader',
  },
  {
    file: `${CONNECTORS}/page.tsx`,
    address: () => '/data-connectors/connectors',
    heading: 'Data connectors',
    seenBy: 'admin and reader',
  },
  {
    file: `${CONNECTORS}/[connectorId]/page.tsx`,
    address: connector(''),
    heading: /./,
    seenBy: 'admin and reader',
  },
  {
    file: `${CONNECTORS}/[connectorId]/mapping/page.tsx`,
    address: connector('/mapping'),
    heading: /./,
    seenBy: 'admin and reader',
  },
  {
    file: `${CONNECTORS}/[connectorId]/people/page.tsx`,
    address: connector('/people'),
    heading: /./,
    seenBy: 'admin and reader',
  },
  {
    file: `${CONNECTORS}/[connectorId]/audit/page.tsx`,
    address: connector('/audit'),
    heading: /./,
    seenBy: 'admin and reader',
  },
  {
    file: `${CONNECTORS}/[connectorId]/runs/page.tsx`,
    address: connector('/runs'),
    heading: /./,
    seenBy: 'admin and reader',
  },
  {
    file: `${CONNECTORS}/[connectorId]/runs/[runId]/page.tsx`,
    address: (places) => connector(`/runs/${places.runId}`)(places),
    heading: /^Run of/,
    seenBy: 'admin and reader',
  },
  {
    file: `${CONNECTORS}/[connectorId]/runs/[runId]/items/page.tsx`,
    address: (places) => connector(`/runs/${places.runId}/items`)(places),
    heading: 'Items',
    seenBy: 'admin and reader',
  },
  {
    file: `${CONNECTORS}/[connectorId]/runs/[runId]/items/[itemId]/page.tsx`,
    address: (places) => connector(`/runs/${places.runId}/items/${places.itemId}`)(places),
    heading: /./,
    seenBy: 'admin and reader',
  },
  {
    file: `${CONNECTORS}/[connectorId]/quarantine/page.tsx`,
    address: connector('/quarantine'),
    heading: /./,
    seenBy: 'admin and reader',
  },
  {
    file: `${CONNECTORS}/[connectorId]/settings/page.tsx`,
    address: connector('/settings'),
    heading: /./,
    seenBy: 'admin and reader',
  },
  {
    file: `${CONNECTORS}/[connectorId]/settings/login/page.tsx`,
    address: connector('/settings/login'),
    heading: 'Edit login',
    seenBy: 'admin',
  },
  {
    file: `${CONNECTORS}/[connectorId]/mapping/upload/page.tsx`,
    address: connector('/mapping/upload'),
    heading: 'Upload a new file',
    seenBy: 'admin',
  },
  {
    file: '(signed-in)/(pages)/people/page.tsx',
    address: () => '/people',
    heading: 'People',
    seenBy: 'admin and reader',
  },
  {
    file: '(signed-in)/(pages)/quarantine/page.tsx',
    address: () => '/quarantine',
    heading: 'Quarantine',
    seenBy: 'admin and reader',
  },
  {
    file: '(signed-in)/(pages)/audit/page.tsx',
    address: () => '/audit',
    heading: 'Audit',
    seenBy: 'admin and reader',
  },
  {
    file: '(signed-in)/(pages)/alerts/page.tsx',
    address: () => '/alerts',
    heading: 'Alerts',
    seenBy: 'admin and reader',
  },
  {
    file: '(signed-in)/(pages)/alerts/delivery/page.tsx',
    address: () => '/alerts/delivery',
    heading: 'Alerts',
    seenBy: 'admin and reader',
  },
  { file: `${WIZARD}/terms/page.tsx`, address: draft('terms'), heading: 'Terms of service', seenBy: 'admin' },
  {
    file: `${WIZARD}/login/page.tsx`,
    address: draft('login'),
    heading: 'Login to TeleMessage',
    seenBy: 'admin',
  },
  { file: `${WIZARD}/mapping/page.tsx`, address: draft('mapping'), heading: 'User mapping', seenBy: 'admin' },
  { file: `${WIZARD}/review/page.tsx`, address: draft('review'), heading: 'Review', seenBy: 'admin' },
  {
    file: `${WIZARD}/finish/page.tsx`,
    address: (places) => `/data-connectors/wechat-archiver/add/${places.connectorId}/finish`,
    heading: 'Your connector is ready',
    seenBy: 'admin',
  },
]

/** Leads to another page, and shows nothing. */
const REDIRECTS = ['page.tsx']

/** Every page of the app that shows something, as its folders say. */
export function pageFiles(): string[] {
  return globSync('**/page.tsx', { cwd: APP_DIR })
    .filter((file) => !REDIRECTS.includes(file))
    .sort()
}
