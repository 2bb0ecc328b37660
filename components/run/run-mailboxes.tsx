import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import { OutcomeIcon } from './outcome-icon.tsx'
import styles from './run.module.css'

export type RunMailboxRow = {
  address: string
  expected: number
  done: number
  failed: number
  reason: string | null
  /** How long Microsoft has asked to wait still; null when it has not. */
  waitsSeconds: number | null
}

export type RunMailboxesFacts = { rows: RunMailboxRow[]; total: number; doneCount: number; heldCount: number }

const SECONDS_PER_MINUTE = 60

/** Where a run is, mailbox by mailbox: failures first, then what has the most left to do. */
export function RunMailboxes(props: RunMailboxesFacts & { isPaused: boolean }) {
  const t = useTranslations('run.mailboxesOf')
  const { rows, total, doneCount } = props
  if (total === 0) return null
  return (
    <section className={`${cards.card} ${cards.flush}`}>
      <div className={styles.tableHead}>
        <h2>{t('title')}</h2>
        <span className={cards.quiet}>
          {t('summary', {
            done: doneCount,
            open: total - doneCount,
            held: props.heldCount,
            shown: rows.length,
            rest: total - rows.length,
          })}
        </span>
      </div>
      <table className={cards.table}>
        <thead>
          <tr>
            <th scope="col">{t('mailbox')}</th>
            <th scope="col" className={cards.number}>
              {t('done')}
            </th>
            <th scope="col">{t('state')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.address}>
              <td data-label={t('mailbox')}>{row.address}</td>
              <td data-label={t('done')} className={cards.number}>
                {t('doneOf', { done: row.done, expected: row.expected })}
              </td>
              <td data-label={t('state')}>
                <MailboxState row={row} isPaused={props.isPaused} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function MailboxState({ row, isPaused }: { row: RunMailboxRow; isPaused: boolean }) {
  const t = useTranslations('run')
  const key = `shortReasons.${row.reason ?? 'other'}` as Parameters<typeof t>[0]
  const isDone = row.done === row.expected
  const [outcome, words] =
    row.failed > 0
      ? ([
          'failed',
          t('mailboxesOf.failed', {
            count: row.failed,
            reason: t.has(key) ? t(key) : t('shortReasons.other'),
          }),
        ] as const)
      : isDone
        ? (['imported', t('mailboxesOf.finished')] as const)
        : isPaused
          ? (['waiting', t('mailboxesOf.paused')] as const)
          : row.waitsSeconds !== null
            ? (['waiting', waitWords(t, row.waitsSeconds)] as const)
            : (['importing', t('mailboxesOf.importing')] as const)
  return (
    <span className={styles.withIcon}>
      <OutcomeIcon outcome={outcome} />
      {words}
    </span>
  )
}

function waitWords(t: ReturnType<typeof useTranslations<'run'>>, seconds: number): string {
  return seconds <= SECONDS_PER_MINUTE
    ? t('mailboxesOf.waits', { seconds })
    : t('mailboxesOf.waitsMinutes', { minutes: Math.ceil(seconds / SECONDS_PER_MINUTE) })
}
