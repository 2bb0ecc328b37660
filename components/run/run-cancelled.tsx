import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import { When } from '#components/fields/when.tsx'
import { isFinal, type RunState } from '#lib/domain/run-state.ts'

/** Who ended a run, and what became of what it had not done. */
export function RunCancelled({
  run,
  timeZone,
}: {
  run: {
    state: RunState
    cancelRequestedAt: Date | null
    cancelRequestedBy: string | null
    resolvedAt: Date | null
  }
  timeZone: string
}) {
  const t = useTranslations('run.cancelled')
  const at = run.cancelRequestedAt
  if (!at) return null
  const name = run.cancelRequestedBy ?? ''
  const values = { name, when: () => <When at={at} timeZone={timeZone} /> }
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>
          {isFinal(run.state) ? t.rich('title', values) : t.rich('pendingTitle', values)}
        </MessageBarTitle>
        {isFinal(run.state) ? (run.resolvedAt ? t('delivered') : t('early')) : t('pending')}
      </MessageBarBody>
    </MessageBar>
  )
}
