import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import { Link } from '#components/fields/link.tsx'
import { When } from '#components/fields/when.tsx'

/** The re-drives that took items of this run again. The numbers of this report stay what they were. */
export function LaterRuns(props: {
  runs: { id: string; createdAt: Date; takenCount: number; deliveredCount: number }[]
  base: string
  timeZone: string
}) {
  const t = useTranslations('run')
  if (props.runs.length === 0) return null
  return (
    <section className={cards.card}>
      <h2>{t('laterTitle')}</h2>
      <p className={cards.quiet}>{t('laterText')}</p>
      <ul>
        {props.runs.map((run) => (
          <li key={run.id}>
            {t('laterTaken', { taken: run.takenCount, delivered: run.deliveredCount })}{' '}
            <Link href={`${props.base}/${run.id}` as Route}>
              {t.rich('laterView', { when: () => <When at={run.createdAt} timeZone={props.timeZone} /> })}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
