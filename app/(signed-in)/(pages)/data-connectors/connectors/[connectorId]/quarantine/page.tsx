import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ConnectorHead } from '#components/connector/connector-head.tsx'
import { whyNoRun } from '#components/connector/why-no-run.ts'
import { WhenRead } from '#components/loading/when-read.tsx'
import { QuarantineSkeleton } from '#components/quarantine/quarantine-skeleton.tsx'
import { QuarantineView } from '#components/quarantine/quarantine-view.tsx'
import { withWords } from '#components/words/with-words.tsx'
import { readQuarantine } from '#lib/server/read-quarantine.ts'
import { redriveQuarantine } from '../actions.ts'
import { CONNECTOR_ACTIONS } from '../connector-actions.ts'
import { acknowledgeWaiting, listWaitingItems, readRedriveProgress } from './actions.ts'

type Props = PageProps<'/data-connectors/connectors/[connectorId]/quarantine'>

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('connector'))('tabNames.quarantine') }
}

async function ConnectorQuarantinePage({ params, searchParams }: Props) {
  const { connectorId } = await params
  const { connector, canManage, query, readFacts } = await readQuarantine(connectorId, await searchParams)
  const t = await getTranslations('connector')
  const reason = whyNoRun(connector)
  return (
    <>
      <ConnectorHead
        connector={connector}
        current="quarantine"
        canManage={canManage}
        actions={CONNECTOR_ACTIONS}
      />
      <WhenRead read={readFacts} skeleton={<QuarantineSkeleton />}>
        {(facts) => (
          <QuarantineView
            {...facts}
            connector={connector}
            query={query}
            deliverDisabledReason={reason && t(`noSync.${reason}`)}
            listItems={listWaitingItems}
            actions={
              canManage
                ? {
                    redrive: redriveQuarantine,
                    progress: readRedriveProgress,
                    acknowledge: acknowledgeWaiting,
                  }
                : null
            }
          />
        )}
      </WhenRead>
    </>
  )
}

export default withWords(
  '(signed-in)/(pages)/data-connectors/connectors/[connectorId]/quarantine',
  ConnectorQuarantinePage,
)
