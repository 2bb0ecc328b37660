import type { Route } from 'next'
import { useFormatter, useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import { Link } from '#components/fields/link.tsx'
import { type Outcome, OutcomeIcon } from './outcome-icon.tsx'
import styles from './run.module.css'

export type RunCause = { outcome: string; reason: string; count: number; mailboxCount: number }

/** Outcomes that somebody has to look at; the others are as they should be. */
const PROBLEMS: Record<string, Outcome> = {
  failed: 'failed',
  quarantined: 'quarantined',
  'partially-imported': 'partial',
  unconfirmed: 'waiting',
}

/** Why things were not imported, cause by cause, with one thing to do about each. Not there when all is well. */
export function RunCauses({ causes, base }: { causes: RunCause[]; base: string }) {
  const t = useTranslations('run')
  const format = useFormatter()
  const problems = causes.filter(({ outcome }) => outcome in PROBLEMS)
  if (problems.length === 0) return null
  return (
    <section className={`${cards.card} ${cards.flush}`}>
      <div className={styles.tableHead}>
        <h2>{t('causesTitle')}</h2>
      </div>
      <table className={cards.table}>
        <thead>
          <tr>
            <th scope="col">{t('why')}</th>
            <th scope="col" className={cards.number}>
              {t('count')}
            </th>
            <th scope="col">{t('where')}</th>
            <th scope="col">{t('whatToDo')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('showEntries')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {problems.map((cause) => (
            <tr key={`${cause.outcome}.${cause.reason}`}>
              <td data-label={t('why')}>
                <span className={styles.withIcon}>
                  <OutcomeIcon outcome={PROBLEMS[cause.outcome] ?? 'failed'} />
                  <CauseName cause={cause} />
                </span>
              </td>
              <td data-label={t('count')} className={cards.number}>
                <strong>{format.number(cause.count)}</strong>
              </td>
              <td data-label={t('where')}>
                {cause.mailboxCount > 0
                  ? t('mailboxes', { count: cause.mailboxCount })
                  : t('beforeMailboxes')}
              </td>
              <td data-label={t('whatToDo')}>
                <CauseAction reason={cause.reason} />
              </td>
              <td>
                <Link
                  href={`${base}?cause=${encodeURIComponent(`${cause.outcome}.${cause.reason}`)}` as Route}
                >
                  {t('show', { count: cause.count })}
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function CauseName({ cause }: { cause: RunCause }) {
  const t = useTranslations('run')
  const key = `shortReasons.${cause.reason}` as Parameters<typeof t>[0]
  return (
    <span>
      <strong>{t.has(key) ? t(key) : t('shortReasons.other')}</strong>
      <br />
      <span className={cards.mono}>{cause.reason}</span>
    </span>
  )
}

function CauseAction({ reason }: { reason: string }) {
  const t = useTranslations('run')
  const [own, general] = [`causes.${reason}`, `reasons.${reason}`] as Parameters<typeof t>[0][]
  if (own && t.has(own)) return t(own)
  return general && t.has(general) ? t(general) : t('reasons.other')
}
