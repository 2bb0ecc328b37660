import type { useTranslations } from 'next-intl'
import type { ConnectorStatus } from '#lib/domain/connector-status.ts'

/** Every tenth percent is news; every percent would talk over everything else. */
const PERCENT_STEP = 10

/** A status as a screen reader hears it: words that change with each stage and each tenth percent. */
export function statusWords(
  status: ConnectorStatus,
  t: ReturnType<typeof useTranslations<'status'>>,
): string {
  if (status.kind !== 'importing') return t(status.kind)
  if (status.percent === null) return status.stage === 'delivering' ? t('importing') : t(status.stage)
  return t('importingPercent', { percent: Math.floor(status.percent / PERCENT_STEP) * PERCENT_STEP })
}
