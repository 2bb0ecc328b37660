'use client'

import { SkeletonItem, ToggleButton } from '@fluentui/react-components'
import { Table20Regular } from '@fluentui/react-icons'
import dynamic from 'next/dynamic'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import cards from '#components/fields/card.module.css'
import { useIsAlive } from '#components/fields/use-is-alive.ts'
import { LEAST_RATES, type PaceRate } from '#lib/domain/run-pace.ts'
import { RunHolds, type RunHoldsFacts } from './run-holds.tsx'
import styles from './run-pace.module.css'

export type RunPaceFacts = {
  rates: PaceRate[]
  rateNow: number | null
  minutesLeft: number | null
  holds: RunHoldsFacts | null
}

const RunPacePlot = dynamic(() => import('./run-pace-plot.tsx'), {
  ssr: false,
  loading: () => <SkeletonItem className={styles.skeleton ?? ''} />,
})

const MINUTES_PER_HOUR = 60

/** How fast a run delivers, or has delivered, and the same as a table for whoever asks for it. */
export function RunPace({ pace, timeZone }: { pace: RunPaceFacts; timeZone: string }) {
  const t = useTranslations('run.pace')
  const format = useFormatter()
  const isAlive = useIsAlive()
  const [isTable, setIsTable] = useState(false)
  const { rates, rateNow, minutesLeft, holds } = pace
  return (
    <section className={cards.card} aria-label={t('title')}>
      <div className={cards.cardHead}>
        <h2>{t('title')}</h2>
        <span className={styles.now}>
          {rateNow !== null && <strong>{t('now', { rate: Math.round(rateNow) })}</strong>}
          {minutesLeft !== null && <TimeLeft minutes={minutesLeft} />}
        </span>
        <ToggleButton
          appearance="subtle"
          icon={<Table20Regular />}
          checked={isTable}
          disabled={!isAlive}
          onClick={() => setIsTable(!isTable)}
          aria-label={t('asTable')}
        />
      </div>
      <div className={styles.body}>
        {rates.length < LEAST_RATES ? (
          <p className={styles.nothing}>{t('nothing')}</p>
        ) : isTable ? (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard has to reach that.
          <section className={styles.tableFrame} aria-label={t('tableOf')} tabIndex={0}>
            <table className={cards.table}>
              <thead>
                <tr>
                  <th scope="col">{t('until')}</th>
                  <th scope="col" className={cards.number}>
                    {t('rate')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {[...rates].reverse().map(({ at, perSecond }) => (
                  <tr key={at.getTime()}>
                    <th scope="row">
                      {format.dateTime(at, {
                        timeZone,
                        hour: '2-digit',
                        minute: '2-digit',
                        second: '2-digit',
                        hourCycle: 'h23',
                      })}
                    </th>
                    <td className={cards.number}>{format.number(Math.round(perSecond))}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        ) : (
          <RunPacePlot title={t('title')} rates={rates} timeZone={timeZone} />
        )}
      </div>
      {holds && <RunHolds holds={holds} timeZone={timeZone} />}
    </section>
  )
}

/** Never seconds: nobody can tell them. */
function TimeLeft({ minutes }: { minutes: number }) {
  const t = useTranslations('run.pace')
  if (minutes < MINUTES_PER_HOUR) return t('left', { minutes })
  return t('leftHours', {
    hours: Math.floor(minutes / MINUTES_PER_HOUR),
    minutes: minutes % MINUTES_PER_HOUR,
  })
}
