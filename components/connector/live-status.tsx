import { useTranslations } from 'next-intl'
import { LiveRefresh } from '#components/connectors/live-refresh.tsx'
import { statusWords } from '#components/connectors/status-words.ts'
import { type ConnectorStatus, isMoving } from '#lib/domain/connector-status.ts'

/** Keeps the page up to date while something moves, and lets a screen reader hear each stage and each tenth percent. */
export function LiveStatus({ status, showsTime }: { status: ConnectorStatus; showsTime?: boolean }) {
  const t = useTranslations('status')
  return (
    <LiveRefresh
      isMoving={isMoving(status)}
      announcement={statusWords(status, t)}
      {...(showsTime && { showsTime })}
    />
  )
}
