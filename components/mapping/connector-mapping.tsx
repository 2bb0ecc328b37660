'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import styles from '#components/connector/connector.module.css'
import type { RedriveAction } from '#components/connector/redrive-planned.tsx'
import cards from '#components/fields/card.module.css'
import type { MappingPrecedence } from '#lib/domain/mapping-candidates.ts'
import type { PendingUploads } from '#lib/domain/mapping-upload.ts'
import { DeliverMapped } from './deliver-mapped.tsx'
import { EditAutomaticMapping, type EditAutomaticMappingAction } from './edit-automatic-mapping.tsx'
import { EditPrecedence, type EditPrecedenceAction } from './edit-precedence.tsx'
import type { EditRowsAction } from './mapping-changed.ts'
import { MappingEffect } from './mapping-effect.tsx'
import { MappingHistory, type MappingVersion } from './mapping-history.tsx'
import { PendingUploadAway } from './pending-upload-away.tsx'
import { PrecedenceRules } from './precedence-rules.tsx'
import type { RollBackAction } from './roll-back.tsx'
import { RowsInForce } from './rows-in-force.tsx'
import type { ReadEffectAction } from './use-mapping-effect.ts'
import type { UploadActions } from './use-mapping-upload.ts'

export type MappingActions = {
  automatic: EditAutomaticMappingAction
  precedence: EditPrecedenceAction
  editRows: EditRowsAction
  rollBack: RollBackAction
  redrive: RedriveAction
  readEffect: ReadEffectAction
  discardUpload: UploadActions['discard']
}

/** Everything about who is mapped where: the rules, the rows in force, and how they came about. */
export function ConnectorMapping(props: {
  connectorId: string
  automaticMapping: boolean
  precedence: MappingPrecedence
  timeZone: string
  versions: MappingVersion[]
  /** Uploads that nobody has confirmed. */
  pending: PendingUploads
  /** Items in quarantine that have a mailbox by now. */
  deliverableCount: number
  /** Rows whose address belongs to somebody else by now. */
  movedCount: number
  showsMoved: boolean
  /** The number whose row is begun at once. */
  addingId?: string | undefined
  /** Why none can be delivered now; null when they can. */
  deliverDisabledReason: string | null
  /** Null: to read only. */
  actions: MappingActions | null
}) {
  const t = useTranslations('mapping')
  const tPage = useTranslations('mapping.page')
  const { connectorId, automaticMapping, precedence, versions, actions } = props
  const inForce = versions[0]
  const router = useRouter()
  // The number that a change has told, until the page has been read again.
  const [told, setTold] = useState(0)
  const version = Math.max(inForce?.number ?? 0, told)
  return (
    <div className={styles.page}>
      {actions && (
        <PendingUploadAway
          connectorId={connectorId}
          pending={props.pending}
          discard={actions.discardUpload}
        />
      )}
      {actions && (
        <DeliverMapped
          connectorId={connectorId}
          count={props.deliverableCount}
          disabledReason={props.deliverDisabledReason}
          action={actions.redrive}
        />
      )}
      <section className={`${cards.card} ${cards.stack}`}>
        <div className={cards.cardHead}>
          <h2>{tPage('rules')}</h2>
        </div>
        <dl className={cards.facts}>
          <dt>{t('automatic')}</dt>
          <dd className={styles.row}>
            {automaticMapping ? t('on') : t('off')}
            {actions && (
              <EditAutomaticMapping
                connectorId={connectorId}
                automaticMapping={automaticMapping}
                hasCustomRows={(inForce?.rowCount ?? 0) > 0}
                action={actions.automatic}
              />
            )}
          </dd>
          <dt>{t('precedence.title')}</dt>
          <dd className={styles.row}>
            {t(`precedence.choices.${precedence}`)}
            {actions && (
              <EditPrecedence connectorId={connectorId} precedence={precedence} action={actions.precedence} />
            )}
          </dd>
        </dl>
        <PrecedenceRules precedence={precedence} isAutomatic={automaticMapping} />
      </section>
      <RowsInForce
        connectorId={connectorId}
        version={version}
        rowCount={inForce?.rowCount ?? 0}
        edit={actions?.editRows ?? null}
        uploadAt={`/data-connectors/connectors/${connectorId}/mapping/upload` as Route}
        onStored={setTold}
        addingId={props.addingId}
        moved={{ count: props.movedCount, isShown: props.showsMoved }}
      />
      {actions && (
        <MappingEffect
          read={actions.readEffect}
          question={{ connectorId, upload: null, automatic: automaticMapping, precedence }}
          revision={String(version)}
          adding={{
            connectorId,
            version,
            edit: actions.editRows,
            onStored(number) {
              setTold(number)
              router.refresh()
            },
            onChangedMeanwhile: () => router.refresh(),
          }}
        />
      )}
      <section className={`${cards.card} ${cards.flush}`} aria-labelledby="mapping-history">
        <h2 id="mapping-history" className={styles.inset}>
          {tPage('history')}
        </h2>
        <MappingHistory
          connectorId={connectorId}
          versions={versions}
          timeZone={props.timeZone}
          rollBack={actions?.rollBack ?? null}
        />
      </section>
    </div>
  )
}
