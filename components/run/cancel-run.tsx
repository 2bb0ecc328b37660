'use client'

import { RecordStop20Regular } from '@fluentui/react-icons'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { ConfirmDialog } from '#components/fields/confirm-dialog.tsx'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { type Action, useCall } from '#components/fields/use-call.ts'
import { isFinal, isLive, type RunState } from '#lib/domain/run-state.ts'
import styles from './run.module.css'

/** Asks, and says what stays. The question is not taken away from somebody who reads it when the run ends meanwhile. */
export function CancelRun(props: {
  connectorId: string
  runId: string
  state: RunState
  /** Somebody has cancelled it, and it is on its way to its end. */
  isAsked: boolean
  action: Action<{ connectorId: string; runId: string }, { hasEnded: boolean }>
}) {
  const t = useTranslations('run.cancel')
  const router = useRouter()
  const told = useRef<HTMLSpanElement>(null)
  const { call, isPending, refusal, clearRefusal } = useCall(props.action)
  const [isOpen, setIsOpen] = useState(false)
  const [done, setDone] = useState<'done' | 'doneLater' | null>(null)
  const { connectorId, runId, state, isAsked } = props
  const isOver = isFinal(state) || isAsked || done !== null
  return (
    <>
      {/* The button goes away: what it did is where the focus is then. */}
      <span ref={told} tabIndex={-1} role="status" className="visually-hidden">
        {done && t(done)}
      </span>
      {(!isOver || isOpen) && (
        <ConfirmDialog
          triggerText={t('button')}
          triggerLabel={t('label')}
          triggerIcon={<RecordStop20Regular />}
          isOpen={isOpen}
          onOpenChange={(open) => {
            clearRefusal()
            setIsOpen(open)
          }}
          title={t('title')}
          confirmLabel={t('confirm')}
          cancelLabel={t('keep')}
          isPending={isPending}
          onConfirm={() =>
            call(
              { connectorId, runId },
              {
                onDone: ({ hasEnded }) => {
                  setIsOpen(false)
                  setDone(hasEnded ? 'done' : 'doneLater')
                  told.current?.focus()
                  router.refresh()
                },
                onRefused: () => router.refresh(),
              },
            )
          }
        >
          <div className={styles.paragraphs}>
            <p>{isLive(state) ? t('early') : t('delivering')}</p>
            <p>{t('connector')}</p>
            <RefusalMessage refusal={refusal} />
          </div>
        </ConfirmDialog>
      )}
    </>
  )
}
