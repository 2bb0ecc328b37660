'use client'

import { Edit20Regular } from '@fluentui/react-icons'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import type { DefaultValues, FieldPath, FieldValues, useForm } from 'react-hook-form'
import { ConfirmDialog } from '#components/fields/confirm-dialog.tsx'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import type { useCall } from '#components/fields/use-call.ts'
import styles from './connector.module.css'

/**
 * The dialog of one setting. What it begins with is what stood on the page when it was opened, not what the page has
 * learned since: that is how the server can tell that somebody else has saved meanwhile.
 */
export function EditDialog<Values extends FieldValues, Value>(props: {
  form: ReturnType<typeof useForm<Values>>
  /** The setting as the page shows it, with what the action compares it to. */
  shown: Values
  call: ReturnType<typeof useCall<Values, Value>>
  triggerLabel: string
  title: string
  effect: string
  said: string
  children: ReactNode
}) {
  const t = useTranslations('connector.edit')
  const router = useRouter()
  const [isOpen, setIsOpen] = useState(false)
  const [isSaved, setIsSaved] = useState(false)
  const { form, shown } = props
  const { call, isPending, refusal, clearRefusal } = props.call

  function changeOpen(open: boolean) {
    if (open) form.reset(shown as DefaultValues<Values> & Values)
    setIsSaved(false)
    clearRefusal()
    setIsOpen(open)
  }

  const save = form.handleSubmit((values) =>
    call(values, {
      onDone: () => {
        setIsOpen(false)
        setIsSaved(true)
        router.refresh()
      },
      onRefused: ({ code, fields = {} }) => {
        if (code === 'changed-meanwhile') router.refresh()
        for (const [name, [message]] of Object.entries(fields)) {
          if (name in shown && message) form.setError(name as FieldPath<Values>, { message })
        }
      },
    }),
  )

  return (
    <>
      <ConfirmDialog
        triggerText={t('edit')}
        triggerLabel={props.triggerLabel}
        triggerIcon={<Edit20Regular />}
        isOpen={isOpen}
        onOpenChange={changeOpen}
        title={props.title}
        confirmLabel={t('save')}
        cancelLabel={t('cancel')}
        isPending={isPending}
        onConfirm={() => void save()}
      >
        <div className={styles.stack}>
          <RefusalMessage refusal={refusal?.fields ? null : refusal} />
          {props.children}
          <p className={styles.effect}>{props.effect}</p>
        </div>
      </ConfirmDialog>
      <span role="status" className="visually-hidden">
        {isSaved ? props.said : ''}
      </span>
    </>
  )
}
