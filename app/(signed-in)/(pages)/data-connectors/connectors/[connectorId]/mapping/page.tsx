import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { discardMappingUpload } from '#app/(signed-in)/mapping-uploads/actions.ts'
import { ConnectorHead } from '#components/connector/connector-head.tsx'
import { whyNoRun } from '#components/connector/why-no-run.ts'
import { FormSkeleton } from '#components/loading/form-skeleton.tsx'
import { WhenRead } from '#components/loading/when-read.tsx'
import { ConnectorMapping } from '#components/mapping/connector-mapping.tsx'
import { withWords } from '#components/words/with-words.tsx'
import { readPendingUploads } from '#lib/server/mapping-uploads/read-pending-upload.ts'
import { readConnectorMapping } from '#lib/server/read-connector.ts'
import { redriveQuarantine } from '../actions.ts'
import { CONNECTOR_ACTIONS } from '../connector-actions.ts'
import { editAutomaticMapping, editMappingPrecedence } from '../settings/actions.ts'
import { editMappingRows, readMappingEffect, rollBackMapping } from './actions.ts'

/** As long as an address may be. */
const LONGEST_ID = 320

type Props = PageProps<'/data-connectors/connectors/[connectorId]/mapping'>

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('connector'))('tabNames.mapping') }
}

async function ConnectorMappingPage({ params, searchParams }: Props) {
  const { rows, add } = await searchParams
  const { connector, canManage, readFacts } = await readConnectorMapping((await params).connectorId)
  const t = await getTranslations('connector')
  const reason = whyNoRun(connector)
  const pending = canManage ? await readPendingUploads(connector.id) : { own: null, other: null }
  return (
    <>
      <ConnectorHead
        connector={connector}
        current="mapping"
        canManage={canManage}
        actions={CONNECTOR_ACTIONS}
      />
      <WhenRead read={readFacts} skeleton={<FormSkeleton what="mapping" asks="file" />}>
        {(facts) => (
          <ConnectorMapping
            {...facts}
            connectorId={connector.id}
            pending={pending}
            showsMoved={rows === 'moved'}
            addingId={typeof add === 'string' ? add.slice(0, LONGEST_ID) : undefined}
            deliverDisabledReason={reason && t(`noSync.${reason}`)}
            actions={
              canManage
                ? {
                    automatic: editAutomaticMapping,
                    precedence: editMappingPrecedence,
                    editRows: editMappingRows,
                    rollBack: rollBackMapping,
                    redrive: redriveQuarantine,
                    readEffect: readMappingEffect,
                    discardUpload: discardMappingUpload,
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
  '(signed-in)/(pages)/data-connectors/connectors/[connectorId]/mapping',
  ConnectorMappingPage,
)
