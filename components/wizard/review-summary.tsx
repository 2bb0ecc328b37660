'use client'

import { MessageBar, MessageBarBody } from '@fluentui/react-components'
import { CheckmarkCircle16Filled } from '@fluentui/react-icons'
import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import cards from '#components/fields/card.module.css'
import { Link } from '#components/fields/link.tsx'
import { When } from '#components/fields/when.tsx'
import type { WizardStep } from '#lib/domain/wizard-steps.ts'
import { useBrowserTimeZone } from './use-browser-time-zone.ts'
import { FROM_REVIEW } from './use-next-step.ts'
import styles from './wizard.module.css'

export type ReviewFacts = {
  terms: { version: string | null; acceptedAt: Date | null; acceptedBy: string | null }
  site: {
    host: string
    port: number
    folder: string
    username: string
    hostKey: string | null
    /** Of the private key; null when a password signs in. */
    keyFingerprint: string | null
    checkedAt: Date | null
  }
  mapping: {
    automatic: boolean
    custom: { number: number; fileName: string | null; rowCount: number } | null
  }
}

/** The choices of the steps before, each with the way to it and back. */
export function ReviewSummary({ base, facts }: { base: string; facts: ReviewFacts }) {
  const t = useTranslations('review')
  const tLogin = useTranslations('login')
  const timeZone = useBrowserTimeZone() ?? 'UTC'
  const { terms, site } = facts
  return (
    <>
      <Group base={base} step="terms" title={t('terms')} link={t('view')}>
        <dt>{t('accepted')}</dt>
        <dd>
          <Checked>
            {t.rich('acceptedValue', {
              version: terms.version ?? '',
              name: terms.acceptedBy ?? '',
              when: () => terms.acceptedAt && <When at={terms.acceptedAt} timeZone={timeZone} />,
            })}
          </Checked>
        </dd>
      </Group>
      <Group base={base} step="login" title={t('login')} link={t('edit')}>
        <dt>{t('site')}</dt>
        <dd>{tLogin('siteSummary', { host: site.host, port: String(site.port), folder: site.folder })}</dd>
        <dt>{t('username')}</dt>
        <dd>{site.username}</dd>
        <dt>{site.keyFingerprint ? tLogin('privateKey') : t('password')}</dt>
        <dd>
          {t('secretStored')}
          {site.keyFingerprint && <div className={cards.mono}>{site.keyFingerprint}</div>}
        </dd>
        <dt>{t('hostKey')}</dt>
        <dd className={cards.mono}>{site.hostKey}</dd>
        <dt>{t('lastTest')}</dt>
        <dd>
          <Checked>
            {t.rich('lastTestValue', {
              when: () => site.checkedAt && <When at={site.checkedAt} timeZone={timeZone} />,
            })}
          </Checked>
        </dd>
      </Group>
      <MappingGroup base={base} mapping={facts.mapping} />
    </>
  )
}

function MappingGroup({ base, mapping }: { base: string; mapping: ReviewFacts['mapping'] }) {
  const t = useTranslations('review')
  const tMapping = useTranslations('mapping')
  const { automatic, custom } = mapping
  return (
    <Group
      base={base}
      step="mapping"
      title={t('mapping')}
      link={t('edit')}
      notice={
        !automatic &&
        !custom && (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{tMapping('nothingMapped')}</MessageBarBody>
          </MessageBar>
        )
      }
    >
      <dt>{t('rule')}</dt>
      <dd>{automatic ? t('ruleBoth') : t('ruleCustom')}</dd>
      <dt>{t('automatic')}</dt>
      <dd>{automatic ? t('on') : t('off')}</dd>
      <dt>{t('custom')}</dt>
      <dd>
        {custom
          ? t('customValue', {
              number: custom.number,
              rowCount: custom.rowCount,
              fileName: custom.fileName ?? tMapping('typed'),
            })
          : t('customNone')}
      </dd>
    </Group>
  )
}

/** Holds now, not only when it was answered: the server looked again for this page. */
function Checked({ children }: { children: ReactNode }) {
  return (
    <span className={styles.checked}>
      <CheckmarkCircle16Filled aria-hidden />
      <span>{children}</span>
    </span>
  )
}

function Group(props: {
  base: string
  step: WizardStep
  title: string
  link: string
  notice?: ReactNode
  children: ReactNode
}) {
  const t = useTranslations('review')
  return (
    <section className={cards.card}>
      <div className={cards.cardHead}>
        <h2>{props.title}</h2>
        <Link
          href={`${props.base}/${props.step}${FROM_REVIEW}` as Route}
          aria-label={t('linkOf', { link: props.link, step: props.title })}
        >
          {props.link}
        </Link>
      </div>
      {props.notice}
      <dl className={cards.facts}>{props.children}</dl>
    </section>
  )
}
