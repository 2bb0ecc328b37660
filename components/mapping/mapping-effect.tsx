'use client'

import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  ProgressBar,
} from '@fluentui/react-components'
import { ArrowSync16Regular } from '@fluentui/react-icons'
import { useFormatter, useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import type { MappingEffectAnswer, MappingEffectQuestion } from '#lib/domain/mapping-effect.ts'
import styles from './mapping-effect.module.css'
import { type RowAdding, UnmappedPeople } from './unmapped-people.tsx'
import { type ReadEffectAction, useMappingEffect } from './use-mapping-effect.ts'

const RULES = ['custom', 'automatic', 'none'] as const

/** What a mapping would do with the newest messages of the site, before anything is imported by it. */
export function MappingEffect(props: {
  read: ReadEffectAction
  question: MappingEffectQuestion
  /** Changes when the same upload was read in another way. */
  revision: string
  adding: RowAdding
}) {
  const t = useTranslations('mapping.effect')
  const { told, readAgain } = useMappingEffect(props.read, props.question, props.revision)
  const answer = told.kind === 'told' ? told.answer : null
  return (
    <section className={`${cards.card} ${cards.stack}`} aria-labelledby="mapping-effect">
      <div className={styles.head}>
        <h2 id="mapping-effect">{t('title')}</h2>
        {answer?.state === 'ready' && (
          <Button
            size="small"
            appearance="subtle"
            icon={<ArrowSync16Regular />}
            aria-label={t('readAgain')}
            onClick={readAgain}
          />
        )}
      </div>
      {(told.kind === 'asking' || answer?.state === 'reading' || answer?.state === 'asking') && (
        <Reading answer={answer} />
      )}
      {(told.kind === 'refused' || answer?.state === 'failed') && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{t('failed')}</MessageBarBody>
          <MessageBarActions>
            <Button size="small" onClick={readAgain}>
              {t('tryAgain')}
            </Button>
          </MessageBarActions>
        </MessageBar>
      )}
      {answer?.state === 'ready' && <Effect answer={answer} adding={props.adding} />}
      <span role="status" className="visually-hidden">
        {answer?.state === 'ready' ? t('said', answer.items) : ''}
      </span>
    </section>
  )
}

function Reading({ answer }: { answer: MappingEffectAnswer | null }) {
  const t = useTranslations('mapping.effect')
  const count = answer && 'itemCount' in answer ? answer.itemCount : 0
  return (
    <div className={styles.reading}>
      <ProgressBar aria-label={t('title')} />
      <p className={cards.quiet}>{t(answer?.state === 'asking' ? 'asking' : 'reading', { count })}</p>
    </div>
  )
}

function Effect(props: { answer: Extract<MappingEffectAnswer, { state: 'ready' }>; adding: RowAdding }) {
  const t = useTranslations('mapping.effect')
  const format = useFormatter()
  const { answer } = props
  const { packageNames, itemCount, readAt, items, people } = answer
  if (itemCount === 0) return <p className={cards.quiet}>{t('nothing')}</p>
  return (
    <>
      <p className={cards.quiet}>
        {t('tried', {
          packages: packageNames.length,
          items: itemCount,
          at: format.dateTime(new Date(readAt), { dateStyle: 'medium', timeStyle: 'short' }),
        })}
      </p>
      <div className={styles.bar} aria-hidden>
        {RULES.map((rule) => (
          <span key={rule} data-rule={rule} style={{ flexGrow: items[rule] }} hidden={items[rule] === 0} />
        ))}
      </div>
      <ul className={styles.rules}>
        {RULES.map((rule) => (
          <li key={rule}>
            <span className={styles.swatch} data-rule={rule} aria-hidden />
            <span className={styles.ruleName}>{t(`rules.${rule}`)}</span>
            <span className={styles.count}>{t('items', { count: items[rule] })}</span>
            <span className={`${cards.quiet} ${styles.people}`}>{t('people', { count: people[rule] })}</span>
          </li>
        ))}
      </ul>
      <UnmappedPeople unmapped={answer.unmapped} count={people.none} adding={props.adding} />
    </>
  )
}
