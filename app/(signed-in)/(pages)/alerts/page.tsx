import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AlertTable } from '#components/alerts/alert-table.tsx'
import { AlertTabs } from '#components/alerts/alert-tabs.tsx'
import { AlertsSkeleton } from '#components/alerts/alerts-skeleton.tsx'
import { WhenRead } from '#components/loading/when-read.tsx'
import { PageHead } from '#components/shell/page-head.tsx'
import { withWords } from '#components/words/with-words.tsx'
import { readAlerts } from '#lib/server/alerts/read-alerts.ts'
import { retryAlerts } from './actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('alerts'))('title') }
}

async function AlertsPage({ searchParams }: PageProps<'/alerts'>) {
  const { query, canManage, readFacts } = await readAlerts(await searchParams)
  const t = await getTranslations('alerts')
  return (
    <>
      <PageHead title={t('title')} intro={t('intro')} />
      <AlertTabs current="list" />
      <WhenRead read={readFacts} skeleton={<AlertsSkeleton />}>
        {(facts) => <AlertTable {...facts} query={query} retry={canManage ? retryAlerts : null} />}
      </WhenRead>
    </>
  )
}

export default withWords('(signed-in)/(pages)/alerts', AlertsPage)
