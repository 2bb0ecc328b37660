'use client'

import { Field, Textarea } from '@fluentui/react-components'
import { ArrowDownload20Regular } from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ConfirmDialog } from '#components/fields/confirm-dialog.tsx'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { useCall } from '#components/fields/use-call.ts'
import { LONGEST_REASON, type ReadOriginalInput, readOriginalInput } from '#lib/domain/item-inputs.ts'
import { fetchOriginal } from './fetch-original.ts'
import styles from './run-items.module.css'

/** Takes a message away as it was delivered, with all that was written in it: asks why, and says that it is recorded. */
export function DownloadOriginal(props: Omit<ReadOriginalInput, 'reason'> & { address: string }) {
  const t = useTranslations('items.original')
  const { address, ...item } = props
  const [isOpen, setIsOpen] = useState(false)
  const [reason, setReason] = useState('')
  const [isMissing, setIsMissing] = useState(false)
  const { call, isPending, refusal, clearRefusal } = useCall((input: ReadOriginalInput) =>
    fetchOriginal(address, input),
  )
  function download() {
    const parsed = readOriginalInput.safeParse({ ...item, reason })
    setIsMissing(!parsed.success)
    if (parsed.success) call(parsed.data, { onDone: () => setIsOpen(false) })
  }
  return (
    <ConfirmDialog
      triggerText={t('open')}
      triggerLabel={t('open')}
      triggerIcon={<ArrowDownload20Regular />}
      isOpen={isOpen}
      onOpenChange={(open) => {
        setIsOpen(open)
        clearRefusal()
      }}
      title={t('title')}
      confirmLabel={t('confirm')}
      cancelLabel={t('cancel')}
      isPending={isPending}
      onConfirm={download}
    >
      <p>{t('text')}</p>
      <Field
        className={styles.reasonField ?? ''}
        label={t('reason')}
        required
        validationMessage={isMissing ? t('reasonMissing') : null}
      >
        <Textarea
          value={reason}
          maxLength={LONGEST_REASON}
          onChange={(_, { value }) => {
            setReason(value)
            setIsMissing(false)
          }}
        />
      </Field>
      {refusal && <RefusalMessage refusal={refusal} />}
    </ConfirmDialog>
  )
}
