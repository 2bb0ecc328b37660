import type { Route } from 'next'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import cards from '#components/fields/card.module.css'
import { When } from '#components/fields/when.tsx'
import type { WizardStep } from '#lib/domain/wizard-steps.ts'

export type ReviewFacts = {
  terms: { version: string | null; acceptedAt: Date | null; acceptedBy: string | null }
  site: {
    host: string
    port: number
    folder: string
    username: string
    hostKey: string | null
    checkedAt: Date | null
  }
  mapping: {
    automatic: boolean
    custom: { number: number; fileName: string | null; rowCount: number } | null
  }
}

/** The choices of the steps before, each with the way back to it. */
export function ReviewSummary({ base, facts }: { base: string; facts: ReviewFacts }) {
  const t = useTranslations('review')
  const tLogin = useTranslations('login')
  const tMapping = useTranslations('mapping')
  const { terms, site, mapping } = facts
  return (
    <>
      <Group base={base} step="terms" title={t('terms')}>
        <dt>{t('accepted')}</dt>
        <dd>
          {t.rich('acceptedValue', {
            version: terms.version ?? '',
            name: terms.acceptedBy ?? '',
            when: () => terms.acceptedAt && <When at={terms.acceptedAt} timeZone="UTC" />,
          })}
        </dd>
      </Group>
      <Group base={base} step="login" title={t('login')}>
        <dt>{t('site')}</dt>
        <dd>{tLogin('siteSummary', { host: site.host, port: String(site.port), folder: site.folder })}</dd>
        <dt>{t('username')}</dt>
        <dd>{site.username}</dd>
        <dt>{t('password')}</dt>
        <dd>{t('passwordValue')}</dd>
        <dt>{t('hostKey')}</dt>
        <dd className={cards.mono}>{site.hostKey}</dd>
        <dt>{t('lastTest')}</dt>
        <dd>
          {t.rich('lastTestValue', {
            when: () => site.checkedAt && <When at={site.checkedAt} timeZone="UTC" />,
          })}
        </dd>
      </Group>
      <Group base={base} step="mapping" title={t('mapping')}>
        <dt>{t('automatic')}</dt>
        <dd>{mapping.automatic ? t('on') : t('off')}</dd>
        <dt>{t('custom')}</dt>
        <dd>
          {mapping.custom
            ? t('customValue', { ...mapping.custom, fileName: mapping.custom.fileName ?? tMapping('typed') })
            : t('customNone')}
        </dd>
      </Group>
    </>
  )
}

function Group(props: { base: string; step: WizardStep; title: string; children: ReactNode }) {
  const t = useTranslations('review')
  return (
    <section className={cards.card}>
      <div className={cards.cardHead}>
        <h2>{props.title}</h2>
        <Link href={`${props.base}/${props.step}` as Route} aria-label={t('editStep', { step: props.title })}>
          {t('edit')}
        </Link>
      </div>
      <dl className={cards.facts}>{props.children}</dl>
    </section>
  )
}
