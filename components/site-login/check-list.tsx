'use client'

import {
  ArrowSync20Regular,
  CheckmarkCircle20Filled,
  Circle20Regular,
  ErrorCircle20Filled,
  Fingerprint20Regular,
  Warning20Filled,
} from '@fluentui/react-icons'
import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useSizeText } from '#components/fields/use-size-text.ts'
import type { FoundPackages } from '#lib/domain/site-checks.ts'
import type { CheckLine, CheckState } from './check-progress.ts'
import styles from './site-login.module.css'

const ICONS = {
  waiting: Circle20Regular,
  running: ArrowSync20Regular,
  passed: CheckmarkCircle20Filled,
  warning: Warning20Filled,
  asking: Fingerprint20Regular,
  failed: ErrorCircle20Filled,
} satisfies Record<CheckState, unknown>

/** Rounded, anything shorter would be no time at all. */
const SHORTEST_SHOWN_MS = 100

/** Each check with its state, what it found and how long it took; `detail` stands under the one that needs a person. */
export function CheckList(props: {
  lines: CheckLine[]
  names: { username: string; folder: string }
  detail: ReactNode
}) {
  const t = useTranslations('siteCheck')
  const format = useFormatter()
  return (
    <ol className={styles.checks}>
      {props.lines.map(({ check, state, durationMs, facts }) => {
        const Icon = ICONS[state]
        const needsPerson = state === 'asking' || state === 'failed'
        return (
          <li key={check} className={`${styles.check} ${styles[state]}`}>
            <Icon aria-hidden className={`${styles.icon} ${state === 'running' ? 'turning' : ''}`} />
            <div className={styles.checkText}>
              <span className={styles.checkName}>
                {t(`checks.${check}`, props.names)}
                <span className="visually-hidden">, {t(`state.${state}`)}</span>
              </span>
              {durationMs !== null && (
                <span className={styles.quiet}>
                  {t(durationMs < SHORTEST_SHOWN_MS ? 'instantly' : 'seconds', {
                    seconds: format.number(Math.max(durationMs, SHORTEST_SHOWN_MS) / 1000, {
                      minimumFractionDigits: 1,
                      maximumFractionDigits: 1,
                    }),
                  })}
                </span>
              )}
              <div className={styles.checkFacts}>
                {facts.address && <span>{facts.address}</span>}
                {facts.hostKey && (
                  <span>
                    {facts.algorithm} <span className={styles.mono}>{facts.hostKey}</span>
                  </span>
                )}
                {facts.packages && <PackagesFound packages={facts.packages} />}
              </div>
              {needsPerson && props.detail}
            </div>
          </li>
        )
      })}
    </ol>
  )
}

function PackagesFound({ packages }: { packages: FoundPackages }) {
  const t = useTranslations('siteCheck')
  const format = useFormatter()
  const sizeText = useSizeText()
  const { count, newest, sizeBytes } = packages
  if (!newest) return <span className={styles.emptyAccount}>{t('empty')}</span>
  const at = format.dateTime(new Date(newest.modifiedAt), {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  })
  return (
    <>
      <span>{t('found', { count, size: sizeText(sizeBytes) })}</span>
      <span>{t('newest', { name: newest.name, at })}</span>
    </>
  )
}
