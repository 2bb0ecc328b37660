import type { Route } from 'next'
import { getFormatter, getTranslations } from 'next-intl/server'
import type { Crumb } from '#components/shell/page-head.tsx'

type Place = {
  connector: { id: string; name: string; timeZone: string }
  run: { id: string; createdAt: Date }
}

/** The way to a run, and to what is below it, with the run's own name. */
export async function runTrail({ connector, run }: Place) {
  const tRun = await getTranslations('run')
  const tConnector = await getTranslations('connector')
  const tHome = await getTranslations('dataConnectors')
  const format = await getFormatter()
  const runsBase = `/data-connectors/connectors/${connector.id}/runs`
  const title = tRun('title', {
    when: format.dateTime(run.createdAt, {
      timeZone: connector.timeZone,
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'short',
    }),
  })
  const crumbs: Crumb[] = [
    { label: tHome('title'), href: '/data-connectors' },
    { label: tHome('connectorsTab'), href: '/data-connectors/connectors' },
    { label: connector.name, href: `/data-connectors/connectors/${connector.id}` as Route },
    { label: tConnector('tabNames.runs'), href: runsBase as Route },
  ]
  const base = `${runsBase}/${run.id}`
  return { crumbs, title, runsBase, base, own: { label: title, href: base as Route } }
}
