'use client'

import { MessageBar, MessageBarBody } from '@fluentui/react-components'
import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import { Link } from '#components/fields/link.tsx'
import type { Action } from '#components/fields/use-call.ts'
import type { RedriveInput } from '#lib/domain/connector-inputs.ts'

export type RedriveAction = Action<RedriveInput, PlannedRedrive>

export type PlannedRedrive = { runId: string; itemCount: number }

/** How much a re-drive that has just been planned takes again, and the way to its report. */
export function RedrivePlanned({
  planned,
  connectorId,
}: {
  planned: PlannedRedrive | null
  connectorId: string
}) {
  const t = useTranslations('connector.redrive')
  return (
    <div role="status">
      {planned && (
        <MessageBar intent="success" layout="multiline">
          <MessageBarBody>
            {t('planned', { count: planned.itemCount })}{' '}
            <Link href={`/data-connectors/connectors/${connectorId}/runs/${planned.runId}` as Route}>
              {t('viewRun')}
            </Link>
          </MessageBarBody>
        </MessageBar>
      )}
    </div>
  )
}
