'use client'

import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  ProgressBar,
} from '@fluentui/react-components'
import { Add16Regular, ArrowSync16Regular } from '@fluentui/react-icons'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import cards from '#components/fields/card.module.css'
import type {
  MappingEffectAnswer,
  MappingEffectQuestion,
  UnmappedPerson,
} from '#lib/domain/mapping-effect.ts'
import styles from './mapping-effect.module.css'
import { type ReadEffectAction, useMappingEffect } from './use-mapping-effect.ts'

const RULES = ['custom', 'automatic', 'none'] as const
const PEOPLE_SHOWN = 6

/** What a mapping would do with the newest messages of the site, before anything is imported by it. */
export function MappingEffect(props: {
  read: ReadEffectAction
  question: MappingEffectQuestion
  /** Changes when the same upload was read in another way. */
  revision: string
  /** Without it nobody can be given a row from here. */
  onAdd?: (person: UnmappedPerson) => void
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
      {answer?.state === 'ready' && <Effect answer={answer} {...(props.onAdd && { onAdd: props.onAdd })} />}
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

function Effect(props: {
  answer: Extract<MappingEffectAnswer, { state: 'ready' }>
  onAdd?: (person: UnmappedPerson) => void
}) {
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
      <Unmapped {...props} />
    </>
  )
}

function Unmapped(props: {
  answer: Extract<MappingEffectAnswer, { state: 'ready' }>
  onAdd?: (person: UnmappedPerson) => void
}) {
  const t = useTranslations('mapping.effect')
  const [isAll, setIsAll] = useState(false)
  const { unmapped, people } = props.answer
  if (unmapped.length === 0) return <p className={styles.allMapped}>{t('allMapped')}</p>
  const shown = isAll ? unmapped : unmapped.slice(0, PEOPLE_SHOWN)
  return (
    <div className={styles.unmapped}>
      <div className={styles.head}>
        <h3>{t('notMapped')}</h3>
        {unmapped.length > PEOPLE_SHOWN && (
          <Button size="small" appearance="subtle" aria-expanded={isAll} onClick={() => setIsAll(!isAll)}>
            {isAll ? t('showFewer') : t('showAll', { count: unmapped.length })}
          </Button>
        )}
      </div>
      <ul>
        {shown.map((person) => {
          const id = idOf(person)
          return (
            <li key={id}>
              <span className={styles.person}>
                <span className={styles.personId}>{person.phone ? `+${person.phone}` : id}</span>
                <span className={cards.quiet}>
                  {t('onItems', {
                    name: nameOf(person) || t('nameUnknown'),
                    count: person.itemCount,
                  })}
                </span>
              </span>
              {props.onAdd && (
                <Button
                  size="small"
                  icon={<Add16Regular />}
                  aria-label={t('addFor', { id })}
                  onClick={() => props.onAdd?.(person)}
                >
                  {t('add')}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
      {people.none > unmapped.length && (
        <p className={cards.quiet}>{t('more', { count: people.none - unmapped.length })}</p>
      )}
      <p className={styles.note}>{t('outside')}</p>
    </div>
  )
}

/** TeleMessage writes the number behind the name; it stands above already. */
function nameOf(person: UnmappedPerson): string {
  const id = idOf(person)
  return person.displayName.replace(`+${id}`, '').replace(id, '').trim()
}

/** What a row for them would begin with. */
export function idOf({ phone, opaqueId, address }: UnmappedPerson): string {
  return phone || opaqueId || address
}
