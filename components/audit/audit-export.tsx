'use client'

import { ArrowDownload20Regular } from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import links from '#components/fields/link-button.module.css'
import type { AuditQuery } from '#lib/domain/audit-query.ts'
import styles from './audit.module.css'

/** What the filters find as a file, all pages of it. Plain links: a download is no page to go to. */
export function AuditExport({ choice }: { choice: Omit<AuditQuery, 'after'> }) {
  const t = useTranslations('audit')
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(choice)) if (value) query.set(name, value)
  return (
    <div className={styles.exports}>
      {(['csv', 'jsonl'] as const).map((format) => (
        <a
          key={format}
          className={links.button}
          href={`/api/audit/export?format=${format}&${query}`}
          download
        >
          <ArrowDownload20Regular aria-hidden />
          {t(`exportAs.${format}`)}
        </a>
      ))}
    </div>
  )
}
