import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import cards from '#components/fields/card.module.css'
import { LinkButton } from '#components/fields/link-button.tsx'
import { When } from '#components/fields/when.tsx'
import styles from './connector.module.css'

export type ConnectorSettingsFacts = {
  typeName: string
  folderName: string
  messageClass: string
  hasPassword: boolean
  /** Null for whoever may not change it. */
  editLoginAt: string | null
  mapping: {
    number: number
    fileName: string | null
    rowCount: number
    createdBy: string
    createdAt: Date
  } | null
  settings: {
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
    mappingConfirmedAt: Date | null
    importSince: Date | null
    scheduleTime: string
    timeZone: string
    itemLimitBytes: number
  }
}

/** Every choice of the wizard, to read. */
export function ConnectorSettings(facts: ConnectorSettingsFacts) {
  const t = useTranslations('connector.settings')
  const tReview = useTranslations('review')
  const tLogin = useTranslations('login')
  const tEditLogin = useTranslations('editLogin')
  const { settings } = facts
  const { timeZone } = settings
  const at = (moment: Date | null) => (moment ? <When at={moment} timeZone={timeZone} /> : '–')
  return (
    <div className={styles.page}>
      <p className={cards.quiet}>{t('readOnly')}</p>
      <Group title={t('general')}>
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
        <Fact label={t('itemLimit')}>
          {t('itemLimitValue', { megabytes: settings.itemLimitBytes / BYTES_PER_MEGABYTE })}
        </Fact>
      </Group>
      <Group title={t('schedule')}>
        <Fact label={tReview('importSince')}>{at(settings.importSince)}</Fact>
        <Fact label={tReview('scheduleTime')}>{`${settings.scheduleTime} (${timeZone})`}</Fact>
      </Group>
      <Group title={tReview('terms')}>
        <Fact label={tReview('accepted')}>
          {tReview.rich('acceptedValue', {
            version: settings.termsVersion ?? '',
            name: settings.termsAcceptedBy ?? '',
            when: () => at(settings.termsAcceptedAt),
          })}
        </Fact>
      </Group>
      <Group
        title={tReview('login')}
        action={
          facts.editLoginAt && (
            <LinkButton href={facts.editLoginAt as Route}>{tEditLogin('title')}</LinkButton>
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
            {facts.hasPassword ? tReview('passwordValue') : t('passwordNone')}
          </Fact>
        )}
        <Fact label={tReview('hostKey')}>
          <span className={cards.mono}>{settings.siteHostKey}</span>
        </Fact>
        <Fact label={tReview('lastTest')}>
          {tReview.rich('lastTestValue', { when: () => at(settings.siteCheckedAt) })}
        </Fact>
      </Group>
      <Group title={tReview('mapping')}>
        <Fact label={tReview('automatic')}>{settings.automaticMapping ? tReview('on') : tReview('off')}</Fact>
        <Fact label={tReview('custom')}>
          <CustomMapping mapping={facts.mapping} timeZone={timeZone} />
        </Fact>
        <Fact label={t('confirmed')}>{at(settings.mappingConfirmedAt)}</Fact>
      </Group>
    </div>
  )
}

const BYTES_PER_MEGABYTE = 1024 * 1024

function CustomMapping(props: { mapping: ConnectorSettingsFacts['mapping']; timeZone: string }) {
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

function Group({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <section className={cards.card}>
      <div className={cards.cardHead}>
        <h2>{title}</h2>
        {action}
      </div>
      <dl className={cards.facts}>{children}</dl>
    </section>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  )
}
