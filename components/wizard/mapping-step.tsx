'use client'

import { MessageBar, MessageBarBody } from '@fluentui/react-components'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { type Action, useCall } from '#components/fields/use-call.ts'
import { AutomaticSwitch } from '#components/mapping/automatic-switch.tsx'
import { customChoice } from '#components/mapping/custom-choice.ts'
import { CustomMapping } from '#components/mapping/custom-mapping.tsx'
import { LeaveOutDialog } from '#components/mapping/leave-out-dialog.tsx'
import mapping from '#components/mapping/mapping.module.css'
import type { EditRowsAction } from '#components/mapping/mapping-changed.ts'
import { MappingEffect } from '#components/mapping/mapping-effect.tsx'
import { MappingProblems } from '#components/mapping/mapping-problems.tsx'
import { PendingUploadHere } from '#components/mapping/pending-upload.tsx'
import { PrecedenceChoice } from '#components/mapping/precedence-choice.tsx'
import { RowsInForce } from '#components/mapping/rows-in-force.tsx'
import type { StoredMapping } from '#components/mapping/stored-mapping.tsx'
import type { PhoneCountry } from '#components/mapping/upload-file-card.tsx'
import { useConfirmUpload } from '#components/mapping/use-confirm-upload.ts'
import type { ReadEffectAction } from '#components/mapping/use-mapping-effect.ts'
import { type UploadActions, useMappingUpload } from '#components/mapping/use-mapping-upload.ts'
import type { MappingWay } from '#components/mapping/way-choice.tsx'
import type { MappingPrecedence } from '#lib/domain/mapping-candidates.ts'
import type { MappingUploadSummary, PendingUploads } from '#lib/domain/mapping-upload.ts'
import type { MappingInput } from '#lib/domain/wizard-inputs.ts'
import { useUnsaved } from './leave-guard.tsx'
import { StepHeading } from './step-heading.tsx'
import { useNextStep } from './use-next-step.ts'
import styles from './wizard.module.css'
import { WizardFooter } from './wizard-footer.tsx'

/** Step 3. A file is read on the server, line by line, and shown here before anything of it takes effect. */
export function MappingStep(props: {
  address: { typeId: string; connectorId: string }
  automaticMapping: boolean
  precedence: MappingPrecedence
  stored: StoredMapping | null
  /** The number of the newest version, with rows or without; 0 without one. */
  newestNumber: number
  siteFound: { host: string; packageCount: number } | null
  countries: PhoneCountry[]
  uploadActions: UploadActions
  pending: PendingUploads
  action: Action<MappingInput, { rowCount: number }>
  readEffect: ReadEffectAction
  editRows: EditRowsAction
}) {
  const t = useTranslations('mapping')
  const tWizard = useTranslations('wizard')
  const { connectorId } = props.address
  const { goOn } = useNextStep(props.address, 'review')
  const { call, isPending, refusal } = useCall(props.action)
  const upload = useMappingUpload(connectorId, props.uploadActions, props.pending)
  const [automaticMapping, setAutomaticMapping] = useState(props.automaticMapping)
  const [precedence, setPrecedence] = useState(props.precedence)
  const [isRemoving, setIsRemoving] = useState(false)
  const [way, setWay] = useState<MappingWay>('replace')
  // As the page was opened, or as it was left by this page: a refresh meanwhile must not hide what somebody else has stored.
  const [was, setWas] = useState(props.newestNumber)
  const router = useRouter()
  const { summary } = upload
  const hasStored = props.stored !== null
  const isDirty =
    automaticMapping !== props.automaticMapping ||
    precedence !== props.precedence ||
    isRemoving ||
    // A file that is there already is found again.
    upload.phase.kind === 'sending'
  useUnsaved(isDirty && !isPending)
  const confirmation = useConfirmUpload(upload, () => {
    const custom = customChoice({ summary, isRemoving, hasStored, way, was })
    call({ connectorId, automaticMapping, precedence, custom }, { onDone: () => goOn() })
  })
  const hasFile = summary?.state === 'ready' && summary.counts.valid > 0
  const hasRows = summary ? summary.counts.valid > 0 : hasStored && !isRemoving

  return (
    <form
      className={styles.form}
      data-full-width={summary !== null}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!isPending) confirmation.confirm()
      }}
    >
      <StepHeading title={tWizard('mapping')} intro={t('intro')} />
      {props.siteFound && !summary && (
        <MessageBar intent="success" layout="multiline">
          <MessageBarBody>
            {t('siteFound', { host: props.siteFound.host, count: props.siteFound.packageCount })}
          </MessageBarBody>
        </MessageBar>
      )}
      <RefusalMessage refusal={refusal} />
      <PendingUploadHere upload={upload} other={props.pending.other} />
      {!summary && (
        <>
          <AutomaticSwitch isOn={automaticMapping} onChange={setAutomaticMapping} />
          <PrecedenceChoice precedence={precedence} isAutomatic={automaticMapping} onChange={setPrecedence} />
        </>
      )}
      <div className={mapping.withEffect} data-has-effect={hasFile}>
        <div className={styles.form}>
          <CustomMapping
            upload={upload}
            countries={props.countries}
            stored={props.stored}
            isRemoving={isRemoving}
            onRemove={setIsRemoving}
            way={way}
            onWay={setWay}
          />
          {!summary && !isRemoving && (
            <RowsInForce
              connectorId={connectorId}
              version={Math.max(was, props.newestNumber)}
              rowCount={props.stored?.rowCount ?? 0}
              edit={props.editRows}
              uploadAt={null}
              onStored={setWas}
            />
          )}
        </div>
        {(hasFile || (!summary && !isRemoving)) && (
          <aside aria-label={t('effect.title')}>
            <MappingEffect
              read={props.readEffect}
              question={{
                connectorId,
                upload: hasFile ? { uploadId: summary.id, way } : null,
                automatic: automaticMapping,
                precedence,
              }}
              revision={`${was} ${hasFile ? readingOf(summary) : ''}`}
              adding={{
                connectorId,
                version: was,
                edit: props.editRows,
                onStored(number) {
                  setWas(number)
                  router.refresh()
                },
                onChangedMeanwhile: () => router.refresh(),
              }}
            />
          </aside>
        )}
      </div>
      <MappingProblems confirmation={confirmation} mapsNobody={!automaticMapping && !hasRows} />
      {confirmation.isAsking && summary && (
        <LeaveOutDialog summary={summary} onConfirm={confirmation.agree} onClose={confirmation.goBack} />
      )}
      <WizardFooter
        address={props.address}
        backTo="login"
        submit={summary ? t('confirm') : tWizard('next')}
        isPending={isPending}
      />
    </form>
  )
}

/** Changes when the file is read in another way, and when the directory has been asked; not with each answer on the way there. */
function readingOf({ encoding, separator, defaultCountry, columns, check }: MappingUploadSummary): string {
  return JSON.stringify([encoding, separator, defaultCountry, columns, check.state])
}
