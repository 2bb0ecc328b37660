'use client'

import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import { When } from '#components/fields/when.tsx'
import { useBrowserTimeZone } from '#components/wizard/use-browser-time-zone.ts'
import { CsvButton } from './csv-drop.tsx'

export type StoredMapping = {
  number: number
  fileName: string | null
  rowCount: number
  createdBy: string
  createdAt: Date
}

/** The mapping in force, and what Confirm will make of it. */
export function StoredMappingNote(props: {
  stored: StoredMapping
  fate: 'kept' | 'removed'
  onFile: (file: File) => void
  onRemove: () => void
  onKeep: () => void
}) {
  const t = useTranslations('mapping')
  const timeZone = useBrowserTimeZone() ?? 'UTC'
  const { stored, fate } = props
  return (
    <MessageBar intent={fate === 'removed' ? 'warning' : 'info'} layout="multiline" icon={null}>
      <MessageBarBody>
        {t.rich(`storedFate.${fate}`, {
          number: stored.number,
          rowCount: stored.rowCount,
          fileName: stored.fileName ?? t('typed'),
          name: stored.createdBy,
          when: () => <When at={stored.createdAt} timeZone={timeZone} />,
        })}
      </MessageBarBody>
      <MessageBarActions>
        {fate === 'kept' ? (
          <>
            <CsvButton onFile={props.onFile}>{t('uploadNew')}</CsvButton>
            <Button onClick={props.onRemove}>{t('remove')}</Button>
          </>
        ) : (
          <Button onClick={props.onKeep}>{t('keepStored', { number: stored.number })}</Button>
        )}
      </MessageBarActions>
    </MessageBar>
  )
}
