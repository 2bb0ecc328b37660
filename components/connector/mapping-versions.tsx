import { useFormatter, useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import { When } from '#components/fields/when.tsx'

export type MappingVersion = {
  number: number
  fileName: string | null
  rowCount: number
  createdBy: string
  createdAt: Date
}

/** Every version of the custom mapping that is kept, the one in force first. */
export function MappingVersions({ versions, timeZone }: { versions: MappingVersion[]; timeZone: string }) {
  const t = useTranslations('connector.versions')
  const tMapping = useTranslations('mapping')
  const format = useFormatter()
  if (versions.length === 0) return null
  return (
    <section className={`${cards.card} ${cards.flush}`}>
      <table className={cards.table}>
        <caption className="visually-hidden">{t('caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('version')}</th>
            <th scope="col">{t('file')}</th>
            <th scope="col" className={cards.number}>
              {t('rows')}
            </th>
            <th scope="col">{t('by')}</th>
            <th scope="col">{t('when')}</th>
          </tr>
        </thead>
        <tbody>
          {versions.map((version, index) => (
            <tr key={version.number}>
              <td data-label={t('version')}>
                {index === 0 ? t('inForce', { number: version.number }) : version.number}
              </td>
              <td data-label={t('file')}>
                {version.rowCount === 0 ? t('removed') : (version.fileName ?? tMapping('typed'))}
              </td>
              <td data-label={t('rows')} className={cards.number}>
                {format.number(version.rowCount)}
              </td>
              <td data-label={t('by')}>{version.createdBy}</td>
              <td data-label={t('when')}>
                <When at={version.createdAt} timeZone={timeZone} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
