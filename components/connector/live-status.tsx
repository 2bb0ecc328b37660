import { useTranslations } from 'next-intl'
import { LiveRefresh } from '#components/connectors/live-refresh.tsx'
import { type ConnectorStatus, isMoving } from '#lib/domain/connector-status.ts'

/** Every tenth percent is news; every percent would talk over everything else. */
const PERCENT_STEP = 10

/** Keeps the page up to date while something moves, and lets a screen reader hear each stage and each tenth percent. */
export function LiveStatus({ status }: { status: ConnectorStatus }) {
  const t = useTranslations('status')
  return <LiveRefresh isMoving={isMoving(status)} announcement={words(status, t)} />
}

function words(status: ConnectorStatus, t: ReturnType<typeof useTranslations<'status'>>): string {
  if (status.kind !== 'importing') return t(status.kind)
  if (status.percent === null) return status.stage === 'delivering' ? t('importing') : t(status.stage)
  return t('importingPercent', { percent: Math.floor(status.percent / PERCENT_STEP) * PERCENT_STEP })
}
