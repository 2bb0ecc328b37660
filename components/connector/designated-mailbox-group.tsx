import { useTranslations } from 'next-intl'
import {
  type DesignatedMailbox,
  EditDesignatedMailbox,
  type EditDesignatedMailboxAction,
} from './edit-designated-mailbox.tsx'
import { Fact, SettingGroup } from './setting-group.tsx'
import { WaitingNote } from './waiting-note.tsx'

/** What becomes of messages whose people have only inactive mailboxes. `action` null: to read only. */
export function DesignatedMailboxGroup(props: {
  connectorId: string
  designated: DesignatedMailbox | null
  waitingCount: number
  action: EditDesignatedMailboxAction | null
}) {
  const t = useTranslations('connector.settings')
  const { connectorId, designated, action } = props
  return (
    <SettingGroup
      title={t('inactive')}
      edit={
        action && <EditDesignatedMailbox connectorId={connectorId} designated={designated} action={action} />
      }
      note={
        <>
          <p>{t('inactiveNote')}</p>
          {action && props.waitingCount > 0 && (
            <WaitingNote connectorId={connectorId} count={props.waitingCount} />
          )}
        </>
      }
    >
      <Fact label={t('inactiveItems')}>
        {designated
          ? t('inactiveDelivered', { name: designated.name, address: designated.address })
          : t('inactiveWait')}
      </Fact>
    </SettingGroup>
  )
}
