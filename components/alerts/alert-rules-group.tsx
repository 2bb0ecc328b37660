import { useTranslations } from 'next-intl'
import { Fact, SettingGroup } from '#components/connector/setting-group.tsx'
import { Link } from '#components/fields/link.tsx'
import { ALERT_KINDS } from '#lib/domain/alert-kinds.ts'
import { ALERT_CHANNELS, type AlertChannel, type AlertRule, toldChannels } from '#lib/domain/alert-rules.ts'
import { EditAlertRules, type EditAlertRulesAction } from './edit-alert-rules.tsx'

/** Which alerts of a connector go where. `action` null: to read only. */
export function AlertRulesGroup(props: {
  connectorId: string
  rules: AlertRule[]
  channels: AlertChannel[]
  action: EditAlertRulesAction | null
}) {
  const t = useTranslations('alerts')
  const { rules, channels, action } = props
  const configured = ALERT_CHANNELS.filter((channel) => channels.includes(channel))
  return (
    <SettingGroup
      title={t('rules.title')}
      edit={action && <EditAlertRules connectorId={props.connectorId} rules={rules} action={action} />}
      note={
        <>
          {t('rules.note')} <Link href="/alerts/delivery">{t('rules.channelsLink')}</Link>
        </>
      }
    >
      {ALERT_KINDS.map((kind) => {
        const told = toldChannels(kind, configured, rules)
        return (
          <Fact key={kind} label={t(`kinds.${kind}.name`)}>
            {told.length === 0
              ? t('list.inApp')
              : told
                  .map(({ channel, mode }) => `${t(`channels.${channel}`)}: ${t(`modes.${mode}`)}`)
                  .join(' · ')}
          </Fact>
        )
      })}
    </SettingGroup>
  )
}
