import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ConnectorHead } from '#components/connector/connector-head.tsx'
import { ConnectorSettings } from '#components/connector/connector-settings.tsx'
import { SettingsSkeleton } from '#components/connector/settings-skeleton.tsx'
import { WhenRead } from '#components/loading/when-read.tsx'
import { withWords } from '#components/words/with-words.tsx'
import { readConnectorSettings } from '#lib/server/read-connector.ts'
import { CONNECTOR_ACTIONS } from '../connector-actions.ts'
import {
  editAlertRules,
  editAutomaticMapping,
  editDesignatedMailbox,
  editItemOptions,
  editMappingPrecedence,
  editName,
  editSchedule,
} from './actions.ts'

type Props = PageProps<'/data-connectors/connectors/[connectorId]/settings'>

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('connector'))('tabNames.settings') }
}

async function ConnectorSettingsPage({ params }: Props) {
  const { connector, canManage, readFacts } = await readConnectorSettings((await params).connectorId)
  return (
    <>
      <ConnectorHead
        connector={connector}
        current="settings"
        canManage={canManage}
        actions={CONNECTOR_ACTIONS}
      />
      <WhenRead read={readFacts} skeleton={<SettingsSkeleton canManage={canManage} />}>
        {(facts) => (
          <ConnectorSettings
            {...facts}
            typeName={connector.typeName}
            actions={
              canManage
                ? {
                    name: editName,
                    schedule: editSchedule,
                    items: editItemOptions,
                    designated: editDesignatedMailbox,
                    automaticMapping: editAutomaticMapping,
                    precedence: editMappingPrecedence,
                    alerts: editAlertRules,
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
  '(signed-in)/(pages)/data-connectors/connectors/[connectorId]/settings',
  ConnectorSettingsPage,
)
