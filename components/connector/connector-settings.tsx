import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import { AlertRulesGroup } from '#components/alerts/alert-rules-group.tsx'
import type { EditAlertRulesAction } from '#components/alerts/edit-alert-rules.tsx'
import cards from '#components/fields/card.module.css'
import { Link } from '#components/fields/link.tsx'
import { LinkButton } from '#components/fields/link-button.tsx'
import { When } from '#components/fields/when.tsx'
import {
  EditAutomaticMapping,
  type EditAutomaticMappingAction,
} from '#components/mapping/edit-automatic-mapping.tsx'
import { EditPrecedence, type EditPrecedenceAction } from '#components/mapping/edit-precedence.tsx'
import type { StoredMapping } from '#components/mapping/stored-mapping.tsx'
import type { AlertChannel, AlertRule } from '#lib/domain/alert-rules.ts'
import { toMappingPrecedence } from '#lib/domain/to-mapping-precedence.ts'
import styles from './connector.module.css'
import { DesignatedMailboxGroup } from './designated-mailbox-group.tsx'
import type { EditDesignatedMailboxAction } from './edit-designated-mailbox.tsx'
import type { EditItemOptionsAction } from './edit-item-options.tsx'
import { EditName, type EditNameAction } from './edit-name.tsx'
import { EditSchedule, type EditScheduleAction, type ScheduleFacts } from './edit-schedule.tsx'
import { ItemOptionsGroup } from './item-options-group.tsx'
import { Fact, SettingGroup } from './setting-group.tsx'
import { WaitingNote } from './waiting-note.tsx'

export type ConnectorSettingsFacts = {
  typeName: string
  folderName: string
  messageClass: string
  hasPassword: boolean
  /** The newest version; null when there never was one. */
  mapping: StoredMapping | null
  plan: ScheduleFacts
  nextRunAt: Date | null
  /** How many items are in quarantine. */
  waitingCount: number
  alertRules: AlertRule[]
  alertChannels: AlertChannel[]
  settings: {
    id: string
    name: string
    createdBy: string
    createdAt: Date
    finishedAt: Date | null
    termsVersion: string | null
    termsAcceptedBy: string | null
    termsAcceptedAt: Date | null
    siteHost: string | null
    sitePort: number | null
    siteFolder: string | null
    siteUsername: string | null
    siteHostKey: string | null
    siteKeyFingerprint: string | null
    siteCheckedAt: Date | null
    automaticMapping: boolean
    mappingPrecedence: string
    mappingConfirmedAt: Date | null
    importSince: Date | null
    scheduleTime: string
    timeZone: string
    itemLimitBytes: number
    overLimit: string
    keepSiblingCopies: boolean
    attachOriginal: boolean
    designatedObjectId: string | null
    designatedAddress: string | null
    designatedName: string | null
  }
}

export type SettingsActions = {
  name: EditNameAction
  schedule: EditScheduleAction
  items: EditItemOptionsAction
  designated: EditDesignatedMailboxAction
  automaticMapping: EditAutomaticMappingAction
  precedence: EditPrecedenceAction
  alerts: EditAlertRulesAction
}

/** Every setting, and beside it the way to change it, for those who may. `actions` null: to read only. */
export function ConnectorSettings(facts: ConnectorSettingsFacts & { actions: SettingsActions | null }) {
  const t = useTranslations('connector.settings')
  const tReview = useTranslations('review')
  const tLogin = useTranslations('login')
  const tEditLogin = useTranslations('editLogin')
  const tPrecedence = useTranslations('mapping.precedence')
  const { settings, actions } = facts
  const { id: connectorId } = settings
  const precedence = toMappingPrecedence(settings.mappingPrecedence)
  const { timeZone } = settings
  const at = (moment: Date | null) => (moment ? <When at={moment} timeZone={timeZone} /> : '–')
  return (
    <div className={styles.page}>
      <SettingGroup
        title={t('general')}
        edit={actions && <EditName connectorId={connectorId} name={settings.name} action={actions.name} />}
        note={t('generalFixed')}
      >
        <Fact label={tReview('name')}>{settings.name}</Fact>
        <Fact label={t('type')}>{facts.typeName}</Fact>
        <Fact label={t('created')}>
          {t.rich('byAt', { name: settings.createdBy, when: () => at(settings.createdAt) })}
        </Fact>
        <Fact label={t('finished')}>{at(settings.finishedAt)}</Fact>
        <Fact label={tReview('folder')}>{facts.folderName}</Fact>
        <Fact label={t('messageClass')}>
          <span className={cards.mono}>{facts.messageClass}</span>
        </Fact>
      </SettingGroup>
      <SettingGroup
        title={t('schedule')}
        edit={
          actions && (
            <EditSchedule
              connectorId={connectorId}
              scheduleTime={settings.scheduleTime}
              timeZone={timeZone}
              plan={facts.plan}
              action={actions.schedule}
            />
          )
        }
        note={t('scheduleFixed')}
      >
        <Fact label={tReview('importSince')}>{at(settings.importSince)}</Fact>
        <Fact label={tReview('scheduleTime')}>{`${settings.scheduleTime} (${timeZone})`}</Fact>
        <Fact label={t('nextRun')}>{facts.nextRunAt ? at(facts.nextRunAt) : t('nextRunNone')}</Fact>
      </SettingGroup>
      <ItemOptionsGroup
        connectorId={connectorId}
        options={{
          itemLimitBytes: settings.itemLimitBytes,
          overLimit: settings.overLimit,
          keepSiblingCopies: settings.keepSiblingCopies,
          attachOriginal: settings.attachOriginal,
        }}
        waitingCount={facts.waitingCount}
        action={actions?.items ?? null}
      />
      <DesignatedMailboxGroup
        connectorId={connectorId}
        designated={
          settings.designatedObjectId === null
            ? null
            : {
                objectId: settings.designatedObjectId,
                address: settings.designatedAddress ?? '',
                name: settings.designatedName ?? '',
              }
        }
        waitingCount={facts.waitingCount}
        action={actions?.designated ?? null}
      />
      <AlertRulesGroup
        connectorId={connectorId}
        rules={facts.alertRules}
        channels={facts.alertChannels}
        action={actions?.alerts ?? null}
      />
      <SettingGroup title={tReview('terms')}>
        <Fact label={tReview('accepted')}>
          {tReview.rich('acceptedValue', {
            version: settings.termsVersion ?? '',
            name: settings.termsAcceptedBy ?? '',
            when: () => at(settings.termsAcceptedAt),
          })}
        </Fact>
      </SettingGroup>
      <SettingGroup
        title={tReview('login')}
        edit={
          actions && (
            <LinkButton href={`/data-connectors/connectors/${connectorId}/settings/login` as Route}>
              {tEditLogin('title')}
            </LinkButton>
          )
        }
      >
        <Fact label={tReview('site')}>
          {tLogin('siteSummary', {
            host: settings.siteHost ?? '',
            port: String(settings.sitePort ?? ''),
            folder: settings.siteFolder ?? '',
          })}
        </Fact>
        <Fact label={tReview('username')}>{settings.siteUsername}</Fact>
        {settings.siteKeyFingerprint ? (
          <Fact label={tLogin('privateKey')}>
            <span className={cards.mono}>{settings.siteKeyFingerprint}</span>
          </Fact>
        ) : (
          <Fact label={tReview('password')}>
            {facts.hasPassword ? tReview('secretStored') : t('passwordNone')}
          </Fact>
        )}
        <Fact label={tReview('hostKey')}>
          <span className={cards.mono}>{settings.siteHostKey}</span>
        </Fact>
        <Fact label={tReview('lastTest')}>
          {tReview.rich('lastTestValue', { when: () => at(settings.siteCheckedAt) })}
        </Fact>
      </SettingGroup>
      <SettingGroup
        title={tReview('mapping')}
        note={
          actions &&
          facts.waitingCount > 0 && <WaitingNote connectorId={connectorId} count={facts.waitingCount} />
        }
        edit={
          actions && (
            <>
              <EditAutomaticMapping
                connectorId={connectorId}
                automaticMapping={settings.automaticMapping}
                hasCustomRows={(facts.mapping?.rowCount ?? 0) > 0}
                action={actions.automaticMapping}
              />
              <EditPrecedence connectorId={connectorId} precedence={precedence} action={actions.precedence} />
            </>
          )
        }
      >
        <Fact label={tReview('automatic')}>{settings.automaticMapping ? tReview('on') : tReview('off')}</Fact>
        <Fact label={tPrecedence('title')}>{tPrecedence(`choices.${precedence}`)}</Fact>
        <Fact label={tReview('custom')}>
          <CustomMapping mapping={facts.mapping} timeZone={timeZone} />{' '}
          <Link href={`/data-connectors/connectors/${connectorId}/mapping` as Route}>{t('openMapping')}</Link>
        </Fact>
        <Fact label={t('confirmed')}>{at(settings.mappingConfirmedAt)}</Fact>
      </SettingGroup>
    </div>
  )
}

function CustomMapping(props: { mapping: StoredMapping | null; timeZone: string }) {
  const t = useTranslations('connector.settings')
  const tReview = useTranslations('review')
  const tMapping = useTranslations('mapping')
  const { mapping, timeZone } = props
  if (!mapping || mapping.rowCount === 0) return tReview('customNone')
  return t.rich('customBy', {
    number: mapping.number,
    rowCount: mapping.rowCount,
    fileName: mapping.fileName ?? tMapping('typed'),
    name: mapping.createdBy,
    when: () => <When at={mapping.createdAt} timeZone={timeZone} />,
  })
}
