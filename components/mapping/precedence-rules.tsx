'use client'

import {
  ChevronRight16Regular,
  DocumentTable20Regular,
  Mail20Regular,
  PersonQuestionMark20Regular,
} from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import { Fragment } from 'react'
import cards from '#components/fields/card.module.css'
import type { MappingPrecedence } from '#lib/domain/mapping-candidates.ts'
import styles from './mapping.module.css'

const RULES = [
  { name: 'csv', icon: <DocumentTable20Regular aria-hidden /> },
  { name: 'address', icon: <Mail20Regular aria-hidden /> },
  { name: 'nobody', icon: <PersonQuestionMark20Regular aria-hidden /> },
] as const

/** How a person's mailbox is found, in the order in which the rules are asked, with an example. */
export function PrecedenceRules(props: { precedence: MappingPrecedence; isAutomatic: boolean }) {
  const t = useTranslations('mapping.precedence')
  const { precedence, isAutomatic } = props
  return (
    <>
      <ol className={styles.rules}>
        {RULES.map(({ name, icon }, index) => {
          const isOff = name === 'address' && !isAutomatic
          return (
            <Fragment key={name}>
              <li className={styles.rule} data-is-off={isOff} data-is-last={name === 'nobody'}>
                {icon}
                <span className={styles.ruleName}>{t(`${name}Title`)}</span>
                <p>{isOff ? t('addressOff') : t(`${precedence}.${name}`)}</p>
              </li>
              {index < RULES.length - 1 && (
                <li className={styles.arrow} aria-hidden>
                  <ChevronRight16Regular />
                </li>
              )}
            </Fragment>
          )
        })}
      </ol>
      <p className={cards.quiet}>{isAutomatic ? t(`${precedence}.example`) : t('exampleOff')}</p>
    </>
  )
}
