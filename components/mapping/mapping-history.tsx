'use client'

import { useFormatter, useTranslations } from 'next-intl'
import connector from '#components/connector/connector.module.css'
import cards from '#components/fields/card.module.css'
import { When } from '#components/fields/when.tsx'
import type { UserMappingVersion } from '#lib/domain/user-mapping-version.ts'
import styles from './mapping.module.css'
import { RollBack, type RollBackAction } from './roll-back.tsx'

export type MappingVersion = UserMappingVersion & {
  /** The first bytes of the file's hash, in hex. */
  hashShort: string | null
}

/** Every version of the custom mapping that is kept, the one in force first: where it came from, what it changed, who and when. */
export function MappingHistory(props: {
  connectorId: string
  versions: MappingVersion[]
  timeZone: string
  /** Null: to read only. */
  rollBack: RollBackAction | null
}) {
  const t = useTranslations('mapping.history')
  const format = useFormatter()
  const { connectorId, versions, rollBack } = props
  const inForce = versions[0]?.number ?? 0
  if (versions.length === 0) return <p className={`${cards.quiet} ${connector.inset}`}>{t('none')}</p>
  return (
    <table className={cards.table}>
      <caption className="visually-hidden">{t('caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('version')}</th>
          <th scope="col">{t('origin')}</th>
          <th scope="col" className={cards.number}>
            {t('rows')}
          </th>
          <th scope="col">{t('change')}</th>
          <th scope="col">{t('by')}</th>
          <th scope="col">{t('when')}</th>
          <th scope="col">{t('actions')}</th>
        </tr>
      </thead>
      <tbody>
        {versions.map(({ added, changed, removed, ...version }) => (
          <tr key={version.number}>
            <td data-label={t('version')}>
              {version.number === inForce ? t('inForce', { number: version.number }) : version.number}
            </td>
            <td data-label={t('origin')}>
              <Origin version={version} />
            </td>
            <td data-label={t('rows')} className={cards.number}>
              {format.number(version.rowCount)}
            </td>
            <td data-label={t('change')}>
              <span aria-hidden>{t('diffShort', { added, changed, removed })}</span>
              <span className="visually-hidden">{t('diff', { added, changed, removed })}</span>
            </td>
            <td data-label={t('by')}>{version.createdBy}</td>
            <td data-label={t('when')}>
              <When at={version.createdAt} timeZone={props.timeZone} />
            </td>
            <td data-label={t('actions')}>
              <div className={styles.fileButtons}>
                {version.rowCount > 0 && (
                  <a
                    className={styles.iconLink}
                    href={`/api/user-mappings/${connectorId}/versions/${version.number}/file`}
                    download
                    aria-label={t('downloadOf', { number: version.number })}
                  >
                    {t('download')}
                  </a>
                )}
                {rollBack && version.number !== inForce && (
                  <RollBack
                    connectorId={connectorId}
                    toNumber={version.number}
                    inForce={inForce}
                    action={rollBack}
                  />
                )}
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Origin(props: {
  version: Pick<MappingVersion, 'origin' | 'fileName' | 'hashShort' | 'rolledBackTo'>
}) {
  const t = useTranslations('mapping.history')
  const tMapping = useTranslations('mapping')
  const { fileName, hashShort, rolledBackTo } = props.version
  const origin = props.version.origin as Parameters<typeof t>[0]
  const values = { fileName: fileName ?? tMapping('typed'), number: rolledBackTo ?? 0 }
  return (
    <>
      {t.has(origin) ? t(origin, values) : origin}
      {hashShort && fileName && (
        <>
          <br />
          <span className={`${cards.mono} ${cards.quiet}`}>{t('hash', { hash: hashShort })}</span>
        </>
      )}
    </>
  )
}
