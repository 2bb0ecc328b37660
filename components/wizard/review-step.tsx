'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import cards from '#components/fields/card.module.css'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { type Action, useCall } from '#components/fields/use-call.ts'
import { When } from '#components/fields/when.tsx'
import type { ReviewInput } from '#lib/domain/wizard-inputs.ts'
import { toInstant } from '#lib/domain/wizard-local-time.ts'
import { ReviewDialog } from './review-dialog.tsx'
import { StepHeading } from './step-heading.tsx'
import { type DraftReview, useReview } from './use-review.ts'
import styles from './wizard.module.css'
import { WizardFooter } from './wizard-footer.tsx'

/** Step 4: name, start and schedule are changed here; the other choices have Edit links to their steps. */
export function ReviewStep(props: {
  address: { typeId: string; connectorId: string }
  folderName: string
  draft: DraftReview
  summary: ReactNode
  save: Action<ReviewInput, null>
  finish: Action<ReviewInput, { runId: string | null }>
}) {
  const t = useTranslations('review')
  const tWizard = useTranslations('wizard')
  const router = useRouter()
  const { call, isPending, refusal } = useCall(props.finish)
  const [isEditing, setIsEditing] = useState(false)
  const { typeId, connectorId } = props.address
  const review = useReview(props.draft)

  function finish() {
    call(
      { connectorId, ...review },
      { onDone: () => router.push(`/data-connectors/${typeId}/add/${connectorId}/finish` as Route) },
    )
  }

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (!isPending) finish()
      }}
    >
      <StepHeading title={tWizard('review')} intro={t('intro')} />
      <RefusalMessage refusal={refusal} />
      <section className={cards.card}>
        <div className={cards.cardHead}>
          <h2>{t('connector')}</h2>
          <button
            type="button"
            className={styles.edit}
            aria-label={t('editStep', { step: t('connector') })}
            aria-haspopup="dialog"
            onClick={() => setIsEditing(true)}
          >
            {t('edit')}
          </button>
        </div>
        <dl className={cards.facts}>
          <dt>{t('name')}</dt>
          <dd>{review.name}</dd>
          <dt>{t('folder')}</dt>
          <dd>{props.folderName}</dd>
          <dt>{t('importSince')}</dt>
          <dd>
            <When at={toInstant(review.importSince, review.timeZone)} timeZone={review.timeZone} />
          </dd>
          <dt>{t('schedule')}</dt>
          <dd>{t('scheduleValue', { time: review.scheduleTime, timeZone: review.timeZone })}</dd>
        </dl>
      </section>
      {props.summary}
      {isEditing && (
        <ReviewDialog
          values={{ connectorId, ...review }}
          action={props.save}
          onClose={() => setIsEditing(false)}
        />
      )}
      <WizardFooter address={props.address} backTo="mapping" submit={t('finish')} isPending={isPending} />
    </form>
  )
}
