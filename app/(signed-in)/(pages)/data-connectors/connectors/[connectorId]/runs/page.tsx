import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ConnectorHead } from '#components/connector/connector-head.tsx'
import { RunsSkeleton } from '#components/connector/runs-skeleton.tsx'
import { RunsTable } from '#components/connector/runs-table.tsx'
import { WhenRead } from '#components/loading/when-read.tsx'
import { withWords } from '#components/words/with-words.tsx'
import { readConnectorRuns } from '#lib/server/read-connector.ts'
import { CONNECTOR_ACTIONS } from '../connector-actions.ts'

type Props = PageProps<'/data-connectors/connectors/[connectorId]/runs'>

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('connector'))('tabNames.runs') }
}

async function ConnectorRunsPage({ params, searchParams }: Props) {
  const { connectorId } = await params
  const { connector, canManage, readFacts, ...query } = await readConnectorRuns(
    connectorId,
    await searchParams,
  )
  return (
    <>
      <ConnectorHead connector={connector} current="runs" canManage={canManage} actions={CONNECTOR_ACTIONS} />
      <WhenRead read={readFacts} skeleton={<RunsSkeleton />}>
        {(list) => <RunsTable connector={connector} {...query} {...list} />}
      </WhenRead>
    </>
  )
}

export default withWords(
  '(signed-in)/(pages)/data-connectors/connectors/[connectorId]/runs',
  ConnectorRunsPage,
)
