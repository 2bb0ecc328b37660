'use client'

import { SearchBox, Select, Tab, TabList } from '@fluentui/react-components'
import { ArrowDownload20Regular } from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import cards from '#components/fields/card.module.css'
import type { MappingUploadRow, MappingUploadSummary } from '#lib/domain/mapping-upload.ts'
import styles from './mapping.module.css'
import { type GridColumn, RowGrid } from './row-grid.tsx'
import { RowResult } from './row-result.tsx'
import type { PhoneCountry } from './upload-file-card.tsx'
import { useDirectoryText } from './use-directory-text.ts'
import { useRowCodeText } from './use-row-code-text.ts'
import { useRowPages } from './use-row-pages.ts'
import { useSettled } from './use-settled.ts'

const TABS = ['all', 'warnings', 'errors', 'directory'] as const
/** In the choice of what is wrong: what the directory says, and not the file. */
const DIRECTORY = 'directory:'
type Show = (typeof TABS)[number]

/** Every line of the file with its result: by tab, by what is wrong, by search. */
export function UploadRows(props: {
  summary: MappingUploadSummary
  revision: string
  countries: PhoneCountry[]
}) {
  const t = useTranslations('mapping')
  const codeText = useRowCodeText()
  const directoryText = useDirectoryText()
  const { summary, countries } = props
  const [show, setShow] = useState<Show>('all')
  const [code, setCode] = useState('')
  const [search, setSearch] = useState('')
  const settledSearch = useSettled(search.trim())
  const { counts, byCode, check } = summary
  const directoryCount = check.problems.reduce((sum, { count }) => sum + count, 0)
  const directoryOnly = check.problems.reduce((sum, { validCount }) => sum + validCount, 0)
  const problemCount = counts.warning + counts.error + directoryOnly
  const count = {
    all: counts.rows,
    warnings: counts.warning,
    errors: counts.error,
    directory: directoryCount,
  }
  const codes = [
    ...byCode
      .filter(({ severity }) => show === 'all' || show === `${severity}s`)
      .map((each) => ({ value: each.code as string, name: codeText(each.code), count: each.count })),
    ...(show === 'all' || show === 'directory' ? check.problems : []).map((each) => ({
      value: `${DIRECTORY}${each.status}`,
      name: directoryText(each.status) ?? '',
      count: each.count,
    })),
  ]
  const isCodeThere = codes.some((each) => each.value === code)
  const query = new URLSearchParams({ show })
  if (isCodeThere && code.startsWith(DIRECTORY)) query.set('status', code.slice(DIRECTORY.length))
  else if (isCodeThere) query.set('code', code)
  if (settledSearch) query.set('search', settledSearch)
  const pages = useRowPages<MappingUploadRow>({
    url: `/api/mapping-uploads/${summary.id}/rows?${query}`,
    revision: props.revision,
  })
  const columns: GridColumn<MappingUploadRow>[] = [
    {
      name: 'line',
      label: t('line'),
      render: (row) => <span className={styles.lineNumber}>{row.line}</span>,
    },
    {
      name: 'number',
      label: t('number'),
      render: (row) => <Value text={row.rawId} isMono isWrong={isIdWrong(row)} />,
    },
    {
      name: 'mailbox',
      label: t('mailbox'),
      render: (row) => <Value text={row.rawMailbox} isWrong={isMailboxWrong(row)} />,
    },
    { name: 'result', label: t('result'), render: (row) => <RowResult row={row} countries={countries} /> },
  ]

  return (
    <section className={`${cards.card} ${cards.flush}`} aria-label={t('rowsCaption')}>
      <div className={styles.rowsHead}>
        <TabList
          size="small"
          selectedValue={show}
          onTabSelect={(_, { value }) => {
            setShow(value as Show)
            // A tab says how many it shows: a narrower choice made in another one must not stay.
            setCode('')
          }}
          aria-label={t('showTabs')}
        >
          {TABS.map((tab) => (
            <Tab key={tab} value={tab}>
              {t(`tabs.${tab}`, { count: count[tab] })}
            </Tab>
          ))}
        </TabList>
        <div className={styles.rowsTools}>
          {codes.length > 0 && (
            <Select
              size="small"
              aria-label={t('byCode')}
              value={isCodeThere ? code : ''}
              onChange={(_, { value }) => setCode(value)}
            >
              <option value="">{t('anyCode')}</option>
              {codes.map((each) => (
                <option key={each.value} value={each.value}>
                  {t('codeCount', { name: each.name, count: each.count })}
                </option>
              ))}
            </Select>
          )}
          <SearchBox
            size="small"
            value={search}
            maxLength={100}
            placeholder={t('search')}
            aria-label={t('searchRows')}
            onChange={(_, data) => setSearch(data.value)}
            // The form around it would confirm the file.
            onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
          />
          {problemCount > 0 && (
            <a className={styles.iconLink} href={`/api/mapping-uploads/${summary.id}/problem-rows`} download>
              <ArrowDownload20Regular aria-hidden />
              {t('problemRows', { count: problemCount })}
            </a>
          )}
        </div>
      </div>
      <RowGrid
        label={t('rowsCaption')}
        columns={columns}
        template="64px minmax(120px, 2fr) minmax(140px, 3fr) minmax(160px, 4fr)"
        pages={pages}
        empty={settledSearch || code ? t('nothingFound') : t(`noRows.${show}`)}
        isGapBefore={(row, before) => row.line > before.line + 1}
      />
      <span role="status" className="visually-hidden">
        {pages.total === null ? '' : t('shownCount', { count: pages.total })}
      </span>
    </section>
  )
}

function Value({ text, isMono, isWrong }: { text: string; isMono?: boolean; isWrong: boolean }) {
  return (
    <span className={`${isMono ? styles.mono : ''} ${isWrong ? styles.bad : ''}`} title={text}>
      {text}
    </span>
  )
}

const isMailboxWrong = ({ severity, codes }: MappingUploadRow) =>
  severity === 'error' && codes.some((code) => code.startsWith('mailbox-'))

const isIdWrong = (row: MappingUploadRow) => row.severity === 'error' && !isMailboxWrong(row)
