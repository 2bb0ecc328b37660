import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AuditSkeleton } from '#components/audit/audit-skeleton.tsx'
import { AuditTable } from '#components/audit/audit-table.tsx'
import { ConnectorHead } from '#components/connector/connector-head.tsx'
import { WhenRead } from '#components/loading/when-read.tsx'
import { withWords } from '#components/words/with-words.tsx'
import { readConnectorAudit } from '#lib/server/read-audit.ts'
import { CONNECTOR_ACTIONS } from '../connector-actions.ts'

type Props = PageProps<'/data-connectors/connectors/[connectorId]/audit'>

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('connector'))('tabNames.audit') }
}

async function ConnectorAuditPage({ params, searchParams }: Props) {
  const { connectorId } = await params
  const { connector, canManage, query, readFacts } = await readConnectorAudit(connectorId, await searchParams)
  return (
    <>
      <ConnectorHead
        connector={connector}
        current="audit"
        canManage={canManage}
        actions={CONNECTOR_ACTIONS}
      />
      <WhenRead read={readFacts} skeleton={<AuditSkeleton />}>
        {(page) => (
          <AuditTable
            base={`/data-connectors/connectors/${connector.id}/audit`}
            connectorId={connector.id}
            query={query}
            connectors={null}
            {...page}
          />
        )}
      </WhenRead>
    </>
  )
}

export default withWords(
  '(signed-in)/(pages)/data-connectors/connectors/[connectorId]/audit',
  ConnectorAuditPage,
)
