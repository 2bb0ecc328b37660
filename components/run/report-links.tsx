'use client'

import { ArrowDownload20Regular } from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import links from '#components/fields/link-button.module.css'
import styles from './run.module.css'

/** The report as a file. Plain links: a download is no page to go to. */
export function ReportLinks({ base }: { base: string }) {
  const t = useTranslations('run')
  return (
    <div className={styles.reports}>
      {(['csv', 'json'] as const).map((format) => (
        <a key={format} className={links.button} href={`${base}/report?format=${format}`} download>
          <ArrowDownload20Regular aria-hidden />
          {t('reportAs', { format: format.toUpperCase() })}
        </a>
      ))}
    </div>
  )
}
