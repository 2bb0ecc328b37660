'use client'

import { ProgressBar } from '@fluentui/react-components'
import { CheckmarkCircle20Filled, ErrorCircle20Filled, Warning20Filled } from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import cards from '#components/fields/card.module.css'
import type { MappingUploadSummary } from '#lib/domain/mapping-upload.ts'
import styles from './mapping.module.css'

/** What will be saved, with what to look at, what will be left out, and how far the directory has been asked. */
export function UploadTiles({ summary }: { summary: MappingUploadSummary }) {
  const t = useTranslations('mapping.tiles')
  const { valid, warning, error, repeated } = summary.counts
  return (
    <div className={styles.tiles}>
      <Tile kind="good" icon={<CheckmarkCircle20Filled />} count={valid} name="valid">
        {repeated > 0 ? t('validFateRepeated', { count: repeated }) : t('validFate')}
      </Tile>
      <Tile kind="warned" icon={<Warning20Filled />} count={warning} name="warning">
        {t('warningFate')}
      </Tile>
      <Tile kind="bad" icon={<ErrorCircle20Filled />} count={error} name="error">
        {t('errorFate')}
      </Tile>
      <DirectoryTile check={summary.check} />
      <span role="status" className="visually-hidden">
        {t('said', { valid, warning, error })}
      </span>
    </div>
  )
}

function Tile(props: {
  kind: 'good' | 'warned' | 'bad'
  icon: ReactNode
  count: number
  name: 'valid' | 'warning' | 'error'
  children: ReactNode
}) {
  const t = useTranslations('mapping.tiles')
  const { count, name } = props
  return (
    <section className={`${cards.card} ${styles.tile}`}>
      <span className={count > 0 ? styles[props.kind] : styles.neutral} aria-hidden>
        {props.icon}
      </span>
      <p>{t.rich(name, { count, b: (chunks) => <b>{chunks}</b> })}</p>
      <p className={cards.quiet}>{props.children}</p>
    </section>
  )
}

function DirectoryTile({ check }: { check: MappingUploadSummary['check'] }) {
  const t = useTranslations('mapping.tiles.check')
  const { state, checked, total } = check
  const problems = check.problems.reduce((sum, { count }) => sum + count, 0)
  const isMoving = state === 'waiting' || state === 'checking'
  return (
    <section className={`${cards.card} ${styles.check}`} aria-label={t('title')}>
      <div className={styles.checkHead}>
        <h3>{t('title')}</h3>
        {state !== 'none' && <span className={cards.quiet}>{t('of', { checked, total })}</span>}
      </div>
      {isMoving && (
        <ProgressBar
          aria-label={t('title')}
          {...(state === 'checking' && { value: checked, max: Math.max(1, total) })}
        />
      )}
      <p className={cards.quiet}>
        {state === 'none' || state === 'waiting' || state === 'failed'
          ? t(state)
          : t('found', { found: checked - problems, problems })}
      </p>
      <span role="status" className="visually-hidden">
        {state === 'done' ? t('said', { found: checked - problems, problems }) : ''}
      </span>
    </section>
  )
}
