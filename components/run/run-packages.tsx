import { useFormatter, useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import { OutcomeIcon } from './outcome-icon.tsx'
import styles from './run.module.css'

export type RunPackagesFacts = {
  packages: { name: string; sizeBytes: number; entryCount: number | null; state: 'staged' | 'recorded' }[]
  total: number
  sizeBytes: number
}

/** Packages that the run has taken. One is taken only when it holds what its manifest says. */
export function RunPackages({ packages, total, sizeBytes }: RunPackagesFacts) {
  const t = useTranslations('run')
  const format = useFormatter()
  if (total === 0) return null
  const inMegabytes = (bytes: number) =>
    format.number(bytes / BYTES_PER_MEGABYTE, {
      style: 'unit',
      unit: 'megabyte',
      maximumFractionDigits: bytes < BYTES_PER_MEGABYTE ? 3 : 1,
    })
  return (
    <section className={`${cards.card} ${cards.flush}`}>
      <div className={styles.tableHead}>
        <h2>{t('packagesTitle')}</h2>
        <span className={cards.quiet}>
          {t('packagesCount', {
            shown: packages.length,
            rest: total - packages.length,
            total,
            size: inMegabytes(sizeBytes),
          })}
        </span>
      </div>
      <table className={cards.table}>
        <thead>
          <tr>
            <th scope="col">{t('package')}</th>
            <th scope="col" className={cards.number}>
              {t('messages')}
            </th>
            <th scope="col" className={cards.number}>
              {t('size')}
            </th>
            <th scope="col">{t('check')}</th>
          </tr>
        </thead>
        <tbody>
          {packages.map((one) => (
            <tr key={one.name}>
              <td data-label={t('package')}>
                <span className={cards.mono}>{one.name}</span>
              </td>
              <td data-label={t('messages')} className={cards.number}>
                {one.entryCount === null ? '–' : format.number(one.entryCount)}
              </td>
              <td data-label={t('size')} className={cards.number}>
                {inMegabytes(one.sizeBytes)}
              </td>
              <td data-label={t('check')}>
                <span className={styles.withIcon}>
                  <OutcomeIcon outcome={one.state === 'recorded' ? 'imported' : 'waiting'} />
                  {t(`checks.${one.state}`)}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const BYTES_PER_MEGABYTE = 1_000_000
