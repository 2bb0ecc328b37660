import { useTranslations } from 'next-intl'
import { Fact, SettingGroup } from '#components/connector/setting-group.tsx'
import cards from '#components/fields/card.module.css'
import { When } from '#components/fields/when.tsx'
import { ALERT_CHANNELS, type AlertChannel } from '#lib/domain/alert-rules.ts'
import { LANGUAGES, type Language } from '#lib/domain/languages.ts'
import { EditEmailChannel, type SaveEmailAction } from './edit-email-channel.tsx'
import { EditTeamsChannel, type SaveTeamsAction } from './edit-teams-channel.tsx'
import { EditWebhookChannel, type SaveWebhookAction } from './edit-webhook-channel.tsx'
import { RemoveChannel, type RemoveChannelAction } from './remove-channel.tsx'
import { TestChannel, type TestChannelAction } from './test-channel.tsx'

export type ShownChannel = {
  channel: AlertChannel
  recipients: string[]
  host: string | null
  language: Language
  updatedBy: string
  updatedAt: Date
}

type Installation = {
  mailServer: { host: string; from: string } | null
  webhookHosts: string[]
  teamsHosts: string[]
}

export type ChannelActions = {
  email: SaveEmailAction
  webhook: SaveWebhookAction
  teams: SaveTeamsAction
  remove: RemoveChannelAction
  test: TestChannelAction
}

/** Where alerts go, and the way to try and change it, for those who may. `actions` null: to read only. */
export function ChannelCards(props: {
  channels: ShownChannel[]
  installation: Installation
  actions: ChannelActions | null
}) {
  const t = useTranslations('alerts.settings')
  return (
    <div className={cards.stack}>
      {!props.actions && <p className={cards.quiet}>{t('readerNote')}</p>}
      {ALERT_CHANNELS.map((channel) => (
        <ChannelCard
          key={channel}
          channel={channel}
          stored={props.channels.find((one) => one.channel === channel) ?? null}
          installation={props.installation}
          actions={props.actions}
        />
      ))}
    </div>
  )
}

function ChannelCard(props: {
  channel: AlertChannel
  stored: ShownChannel | null
  installation: Installation
  actions: ChannelActions | null
}) {
  const t = useTranslations('alerts')
  const { channel, stored, installation, actions } = props
  return (
    <SettingGroup
      title={t(`channels.${channel}`)}
      note={t(`settings.${channel}Text`)}
      edit={
        actions && (
          <>
            {channel === 'email' && (
              <EditEmailChannel
                recipients={stored?.recipients ?? []}
                language={stored?.language ?? null}
                action={actions.email}
              />
            )}
            {channel === 'webhook' && <EditWebhookChannel action={actions.webhook} />}
            {channel === 'teams' && (
              <EditTeamsChannel language={stored?.language ?? null} action={actions.teams} />
            )}
            {stored && <TestChannel channel={channel} action={actions.test} />}
            {stored && <RemoveChannel channel={channel} action={actions.remove} />}
          </>
        )
      }
    >
      {stored && channel !== 'webhook' && (
        <Fact label={t('settings.language')}>
          {LANGUAGES.find(({ tag }) => tag === stored.language)?.name}
        </Fact>
      )}
      {channel === 'email' && <EmailFacts stored={stored} mailServer={installation.mailServer} />}
      {channel !== 'email' && (
        <HostFacts
          channel={channel}
          stored={stored}
          hosts={channel === 'teams' ? installation.teamsHosts : installation.webhookHosts}
        />
      )}
      {stored && (
        <Fact label={t('settings.changed')}>
          {t.rich('settings.by', {
            name: stored.updatedBy,
            when: () => <When at={stored.updatedAt} timeZone="UTC" />,
          })}
        </Fact>
      )}
    </SettingGroup>
  )
}

function EmailFacts(props: { stored: ShownChannel | null; mailServer: Installation['mailServer'] }) {
  const t = useTranslations('alerts.settings')
  const { stored, mailServer } = props
  return (
    <>
      <Fact label={t('recipients')}>{stored ? stored.recipients.join(', ') : t('notSetUp')}</Fact>
      <Fact label={t('server')}>{mailServer ? mailServer.host : t('serverNone')}</Fact>
      {mailServer && <Fact label={t('sender')}>{mailServer.from}</Fact>}
    </>
  )
}

function HostFacts(props: { channel: 'webhook' | 'teams'; stored: ShownChannel | null; hosts: string[] }) {
  const t = useTranslations('alerts.settings')
  const { channel, stored, hosts } = props
  const variable = channel === 'teams' ? 'ALERT_TEAMS_HOSTS' : 'ALERT_WEBHOOK_HOSTS'
  return (
    <>
      <Fact label={t('host')}>{stored?.host ?? t('notSetUp')}</Fact>
      {stored && channel === 'webhook' && <Fact label={t('secret')}>{t('secretStored')}</Fact>}
      <Fact label={t('allowedHosts')}>
        {hosts.length > 0 ? hosts.join(', ') : t('allowedNone', { variable })}
      </Fact>
    </>
  )
}
