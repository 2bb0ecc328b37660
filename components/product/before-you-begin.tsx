'use client'

import { ArrowClockwise20Regular } from '@fluentui/react-icons'
import { useFormatter, useTranslations } from 'next-intl'
import { CallButton } from '#components/fields/call-button.tsx'
import cards from '#components/fields/card.module.css'
import type { PrerequisiteAnswer } from '#lib/domain/prerequisite-inputs.ts'
import {
  CHECKED_PREREQUISITES,
  CONFIRMED_PREREQUISITES,
  type ConfirmedPrerequisite,
} from '#lib/domain/prerequisites.ts'
import { type ConfirmAction, ConfirmedPrerequisiteRow } from './confirmed-prerequisite-row.tsx'
import { PrerequisiteRow } from './prerequisite-row.tsx'
import styles from './product.module.css'
import { usePrerequisites } from './use-prerequisites.ts'

/** The checklist: what the app looks at by itself as soon as the page is open, and what only an admin can confirm. */
export function BeforeYouBegin(props: {
  typeId: string
  canManage: boolean
  confirmations: Record<ConfirmedPrerequisite, { by: string; at: Date } | null>
  confirmAction: ConfirmAction
}) {
  const t = useTranslations('product')
  const format = useFormatter()
  const { answers, checkedAt, checkAgain } = usePrerequisites()
  const { canManage, confirmations } = props
  const role: PrerequisiteAnswer = canManage
    ? { state: 'met', reason: 'role-admin' }
    : { state: 'not-met', reason: 'role-reader' }
  const known = [role, ...CHECKED_PREREQUISITES.flatMap((key) => answers[key] ?? [])]
  const met = known.filter((answer) => answer.state === 'met').length
  const confirmed = CONFIRMED_PREREQUISITES.filter((key) => confirmations[key]).length
  const total = 1 + CHECKED_PREREQUISITES.length + CONFIRMED_PREREQUISITES.length
  const summary = t('checkSummary', { met: met + confirmed, total })
  return (
    <section className={cards.card} aria-labelledby="before-you-begin">
      <div className={cards.cardHead}>
        <h2 id="before-you-begin">{t('readyTitle')}</h2>
        <span className={styles.small}>{summary}</span>
      </div>
      <ul className={styles.checks}>
        <PrerequisiteRow title={t('checks.role')} answer={role} />
        {CHECKED_PREREQUISITES.map((key) => (
          <PrerequisiteRow key={key} title={t(`checks.${key}`)} answer={answers[key]} />
        ))}
        {CONFIRMED_PREREQUISITES.map((key) => (
          <ConfirmedPrerequisiteRow
            key={key}
            typeId={props.typeId}
            prerequisite={key}
            confirmed={confirmations[key]}
            canManage={canManage}
            action={props.confirmAction}
          />
        ))}
      </ul>
      <div className={styles.checksFoot}>
        <CallButton
          size="small"
          icon={<ArrowClockwise20Regular />}
          isPending={checkedAt === null}
          onClick={checkAgain}
        >
          {t('checkAgain')}
        </CallButton>
        <span className={styles.small}>
          {checkedAt
            ? t('checkedAt', {
                time: format.dateTime(checkedAt, {
                  // Known in the browser only, where the checks come from.
                  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
                  hour: '2-digit',
                  minute: '2-digit',
                  second: '2-digit',
                  hourCycle: 'h23',
                  timeZoneName: 'short',
                }),
              })
            : t('checking')}
        </span>
      </div>
      <div role="status" className="visually-hidden">
        {checkedAt ? summary : ''}
      </div>
    </section>
  )
}
