'use client'

import { ArrowClockwise20Regular } from '@fluentui/react-icons'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import {
  type PlannedRedrive,
  type RedriveAction,
  RedrivePlanned,
} from '#components/connector/redrive-planned.tsx'
import cards from '#components/fields/card.module.css'
import { ConfirmDialog } from '#components/fields/confirm-dialog.tsx'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { useCall } from '#components/fields/use-call.ts'
import { OutcomeIcon } from './outcome-icon.tsx'
import styles from './run.module.css'

/**
 * What this run left behind, taken again in a run of its own, once a person has said so. It stays when nothing
 * waits any more, to say what it has done.
 */
export function DeliverAgain(props: {
  connectorId: string
  runId: string
  /** Of the items that this run has read. */
  waiting: { quarantined: number; failed: number }
  isPaused: boolean
  action: RedriveAction
}) {
  const t = useTranslations('run.again')
  const tConnector = useTranslations('connector')
  const router = useRouter()
  const { call, isPending, refusal, clearRefusal } = useCall(props.action)
  const [isOpen, setIsOpen] = useState(false)
  const [planned, setPlanned] = useState<PlannedRedrive | null>(null)
  const { connectorId, runId, waiting } = props
  const count = waiting.quarantined + waiting.failed
  if (count === 0 && !planned) return null
  return (
    <section className={`${cards.card} ${cards.stack}`}>
      {count > 0 && (
        <div className={styles.again}>
          <span className={styles.withIcon}>
            <OutcomeIcon outcome="quarantined" />
            <span>{t('waiting', { count, ...waiting })}</span>
          </span>
          <ConfirmDialog
            triggerText={t('deliver')}
            triggerLabel={t('deliverOf', { count })}
            triggerIcon={<ArrowClockwise20Regular />}
            isTriggerPrimary
            disabledReason={props.isPaused ? tConnector('noSync.paused') : null}
            isOpen={isOpen}
            onOpenChange={(open) => {
              clearRefusal()
              setIsOpen(open)
            }}
            title={t('title', { count })}
            confirmLabel={t('confirm', { count })}
            cancelLabel={tConnector('cancel')}
            isPending={isPending}
            onConfirm={() =>
              call(
                { connectorId, scope: { kind: 'run', runId } },
                {
                  onDone: (run) => {
                    setIsOpen(false)
                    setPlanned(run)
                    router.refresh()
                  },
                },
              )
            }
          >
            <div className={styles.paragraphs}>
              <p>{t('text', { count })}</p>
              <p>{t('others')}</p>
              <RefusalMessage refusal={refusal} />
            </div>
          </ConfirmDialog>
        </div>
      )}
      <RedrivePlanned planned={planned} connectorId={connectorId} />
    </section>
  )
}
