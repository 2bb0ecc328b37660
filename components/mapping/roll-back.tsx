'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { ConfirmDialog } from '#components/fields/confirm-dialog.tsx'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { type Action, useCall } from '#components/fields/use-call.ts'
import type { MappingUploadDiff } from '#lib/domain/mapping-upload.ts'
import styles from './mapping.module.css'
import type { MappingChanged } from './mapping-changed.ts'

export type RollBackAction = Action<{ connectorId: string; toNumber: number; was: number }, MappingChanged>

/** Brings an older version into force again, after saying what that changes. */
export function RollBack(props: {
  connectorId: string
  toNumber: number
  inForce: number
  action: RollBackAction
}) {
  const t = useTranslations('mapping.rollBack')
  const router = useRouter()
  const { connectorId, toNumber, inForce } = props
  const [isOpen, setIsOpen] = useState(false)
  const { call, isPending, refusal, clearRefusal } = useCall(props.action)
  const diff = useRollBackDiff(isOpen ? `/api/user-mappings/${connectorId}/versions/${toNumber}/diff` : null)
  return (
    <ConfirmDialog
      triggerText={t('trigger')}
      triggerLabel={t('triggerOf', { number: toNumber })}
      isOpen={isOpen}
      onOpenChange={(open) => {
        clearRefusal()
        setIsOpen(open)
      }}
      title={t('title', { number: toNumber })}
      confirmLabel={t('confirm', { number: toNumber })}
      cancelLabel={t('cancel')}
      isPending={isPending}
      onConfirm={() =>
        call(
          { connectorId, toNumber, was: inForce },
          {
            onDone: () => {
              setIsOpen(false)
              router.refresh()
            },
          },
        )
      }
    >
      <div className={styles.paragraphs}>
        <RefusalMessage refusal={refusal} />
        <p role="status">
          {diff === 'reading' ? t('reading') : diff === 'failed' ? t('unknown') : t('diff', diff)}
        </p>
        <p>{t('effect')}</p>
      </div>
    </ConfirmDialog>
  )
}

const TIMEOUT_MS = 15_000

function useRollBackDiff(url: string | null): MappingUploadDiff | 'reading' | 'failed' {
  const [read, setRead] = useState<{ url: string; diff: MappingUploadDiff | 'failed' } | null>(null)
  useEffect(() => {
    if (!url) return
    const stop = new AbortController()
    fetch(url, { cache: 'no-store', signal: AbortSignal.any([stop.signal, AbortSignal.timeout(TIMEOUT_MS)]) })
      .then(async (answer) => {
        setRead({ url, diff: answer.ok ? ((await answer.json()) as MappingUploadDiff) : 'failed' })
      })
      .catch(() => {
        if (!stop.signal.aborted) setRead({ url, diff: 'failed' })
      })
    return () => stop.abort()
  }, [url])
  return read && read.url === url ? read.diff : 'reading'
}
