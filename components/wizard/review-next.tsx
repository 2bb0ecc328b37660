'use client'

import {
  Archive20Regular,
  CalendarLtr20Regular,
  PersonQuestionMark20Regular,
  Play20Regular,
} from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import { When } from '#components/fields/when.tsx'
import { nextScheduledAt } from '#lib/domain/run-schedule.ts'
import { toInstant } from '#lib/domain/wizard-local-time.ts'
import styles from './review-next.module.css'
import { type DraftReview, useReview } from './use-review.ts'

/** What Finish sets going, in words, with the times that the choices give. */
export function ReviewNext({ draft, now }: { draft: DraftReview; now: Date }) {
  const t = useTranslations('review')
  const { importSince, scheduleTime, timeZone } = useReview(draft)
  const nextAt = nextScheduledAt({ now, scheduleTime, timeZone })
  return (
    <section className={cards.card}>
      <h2>{t('whenTitle')}</h2>
      <ul className={styles.list}>
        <li>
          <Play20Regular aria-hidden />
          <p className={styles.what}>{t('whenFirst')}</p>
          <p className={cards.quiet}>
            {t.rich('whenFirstText', {
              when: () => <When at={toInstant(importSince, timeZone)} timeZone={timeZone} />,
            })}
          </p>
        </li>
        <li>
          <CalendarLtr20Regular aria-hidden />
          <p className={styles.what}>{t('whenDaily', { time: scheduleTime })}</p>
          <p className={cards.quiet}>
            {t.rich('whenDailyText', { when: () => <When at={nextAt} timeZone={timeZone} /> })}
          </p>
        </li>
        <li>
          <PersonQuestionMark20Regular aria-hidden />
          <p className={styles.what}>{t('whenNobody')}</p>
          <p className={cards.quiet}>{t('whenNobodyText')}</p>
        </li>
        <li>
          <Archive20Regular aria-hidden />
          <p className={styles.what}>{t('whenOlder')}</p>
          <p className={cards.quiet}>{t('whenOlderText')}</p>
        </li>
      </ul>
    </section>
  )
}
