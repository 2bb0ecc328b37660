'use client'

import { Skeleton, SkeletonItem } from '@fluentui/react-components'
import { CheckmarkCircle20Filled, ErrorCircle20Filled, Warning20Filled } from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import cards from '#components/fields/card.module.css'
import type { PrerequisiteAnswer } from '#lib/domain/prerequisite-inputs.ts'
import styles from './product.module.css'

const ICONS: Record<PrerequisiteAnswer['state'], ReactNode> = {
  met: <CheckmarkCircle20Filled className={styles.met ?? ''} aria-hidden />,
  unproved: <Warning20Filled className={styles.unproved ?? ''} aria-hidden />,
  'not-met': <ErrorCircle20Filled className={styles.notMet ?? ''} aria-hidden />,
}

/** One prerequisite: its name, how it stands in words, and what to do about it. Without an answer it is being checked. */
export function PrerequisiteRow({
  title,
  answer,
}: {
  title: string
  answer: PrerequisiteAnswer | undefined
}) {
  const t = useTranslations('product')
  return (
    <li className={styles.check}>
      {answer ? (
        ICONS[answer.state]
      ) : (
        <Skeleton aria-hidden>
          <SkeletonItem shape="circle" size={20} />
        </Skeleton>
      )}
      <div>
        <div className={styles.checkHead}>
          <span className={styles.strong}>{title}</span>
          <span className={styles.small}>{answer ? t(`checkStates.${answer.state}`) : t('checking')}</span>
        </div>
        {answer ? (
          <p className={answer.state === 'met' ? styles.small : ''}>
            {t.rich(`checkReasons.${answer.reason}`, {
              ...answer.values,
              mono: (chunks) => <span className={cards.mono}>{chunks}</span>,
            })}
          </p>
        ) : (
          <Skeleton aria-hidden>
            <SkeletonItem size={12} className={styles.skeletonLine ?? ''} />
          </Skeleton>
        )}
        {answer?.code && <p className={styles.small}>{t('checkCode', { code: answer.code })}</p>}
      </div>
    </li>
  )
}
