import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ConnectorHead } from '#components/connector/connector-head.tsx'
import { ConnectorOverview } from '#components/connector/connector-overview.tsx'
import { OverviewSkeleton } from '#components/connector/overview-skeleton.tsx'
import { WhenRead } from '#components/loading/when-read.tsx'
import { withWords } from '#components/words/with-words.tsx'
import { isFinal } from '#lib/domain/run-state.ts'
import { readConnector } from '#lib/server/read-connector.ts'
import { redriveQuarantine } from './actions.ts'
import { CONNECTOR_ACTIONS } from './connector-actions.ts'

type Props = PageProps<'/data-connectors/connectors/[connectorId]'>

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('connector'))('tabNames.overview') }
}

async function ConnectorOverviewPage({ params }: Props) {
  const { connector, canManage, readFacts } = await readConnector((await params).connectorId)
  return (
    <>
      <ConnectorHead
        connector={connector}
        current="overview"
        canManage={canManage}
        actions={CONNECTOR_ACTIONS}
      />
      <WhenRead read={readFacts} skeleton={<OverviewSkeleton />}>
        {({ run, ...facts }) => (
          <ConnectorOverview
            {...facts}
            redrive={canManage ? redriveQuarantine : null}
            run={run && { ...run, isGoingOn: !isFinal(run.state) }}
          />
        )}
      </WhenRead>
    </>
  )
}

export default withWords(
  '(signed-in)/(pages)/data-connectors/connectors/[connectorId]',
  ConnectorOverviewPage,
)
