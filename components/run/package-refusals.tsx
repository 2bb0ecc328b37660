import { useFormatter, useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import { ReasonText } from './reason-text.tsx'
import styles from './run.module.css'

export type PackageRefusalRow = {
  name: string
  sizeBytes: number
  reason: string
  detail: string | null
  isKept: boolean
}

/** Packages that the run saw and could not take. */
export function PackageRefusals({ refusals }: { refusals: PackageRefusalRow[] }) {
  const t = useTranslations('run')
  const format = useFormatter()
  if (refusals.length === 0) return null
  return (
    <section className={`${cards.card} ${cards.flush}`}>
      <div className={styles.tableHead}>
        <h2>{t('refusalsTitle')}</h2>
        <span className={cards.quiet}>{t('refusalsIntro')}</span>
      </div>
      <table className={cards.table}>
        <thead>
          <tr>
            <th scope="col">{t('package')}</th>
            <th scope="col" className={cards.number}>
              {t('size')}
            </th>
            <th scope="col">{t('why')}</th>
            <th scope="col">{t('packageNext.heading')}</th>
          </tr>
        </thead>
        <tbody>
          {refusals.map((refusal) => (
            <tr key={refusal.name}>
              <td data-label={t('package')} className={cards.mono}>
                {refusal.name}
              </td>
              <td data-label={t('size')} className={cards.number}>
                {format.number(refusal.sizeBytes, { style: 'unit', unit: 'byte', unitDisplay: 'long' })}
              </td>
              <td data-label={t('why')}>
                <div>
                  <ReasonText of="packageReasons" reason={refusal.reason} detail={refusal.detail} />
                </div>
              </td>
              <td data-label={t('packageNext.heading')}>{t(`packageNext.${nextOf(refusal)}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function nextOf(refusal: PackageRefusalRow): 'kept' | 'gone' | 'again' {
  if (refusal.isKept) return 'kept'
  return refusal.reason === 'gone-from-site' ? 'gone' : 'again'
}
