'use client'

import {
  CheckmarkCircle16Filled,
  ErrorCircle16Filled,
  SubtractCircle16Regular,
  Warning16Filled,
} from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import { isDirectoryProblem } from '#lib/domain/mailbox-finding.ts'
import type { MappingRowCode, MappingUploadRow } from '#lib/domain/mapping-upload.ts'
import styles from './mapping.module.css'
import type { PhoneCountry } from './upload-file-card.tsx'
import { useDirectoryText } from './use-directory-text.ts'

const ICONS = {
  valid: { icon: <CheckmarkCircle16Filled aria-hidden />, kind: 'good' },
  warning: { icon: <Warning16Filled aria-hidden />, kind: 'warned' },
  error: { icon: <ErrorCircle16Filled aria-hidden />, kind: 'bad' },
  repeated: { icon: <SubtractCircle16Regular aria-hidden />, kind: 'neutral' },
} as const

/** What becomes of a row: the person found, or what is the matter, each as words beside a sign. */
export function RowResult({ row, countries }: { row: MappingUploadRow; countries: PhoneCountry[] }) {
  const t = useTranslations('mapping')
  const tCode = useTranslations('mapping.rowCodes')
  const directoryText = useDirectoryText()
  const severity =
    row.severity === 'valid' && isDirectoryProblem(row.directoryStatus) ? 'warning' : row.severity
  const { icon, kind } = ICONS[severity]
  const country = countries.find(({ code }) => code === row.country)
  const values = {
    otherLine: row.otherLine ?? 0,
    country: country ? t('country', country) : (row.country ?? ''),
  }
  const directory = directoryText(row.directoryStatus)
  const said = [
    ...row.codes.map((code: MappingRowCode) => tCode(code, values)),
    ...(directory ? [directory] : []),
    ...(row.displayName ? [row.displayName] : []),
  ]
  const text = said.length > 0 ? said.join('. ') : plainText()
  function plainText() {
    return row.severity === 'repeated' ? t('repeatedLine', values) : t('willBeSaved')
  }
  return (
    <span className={styles.result} title={text}>
      <span className={styles[kind]}>{icon}</span>
      <span className="visually-hidden">{t(`severities.${severity}`)} </span>
      {text}
    </span>
  )
}
