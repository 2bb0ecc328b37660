import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import { Link } from '#components/fields/link.tsx'

/** Beside a setting that decides over quarantine: what waits, and that a change alone does not take it. */
export function WaitingNote({ connectorId, count }: { connectorId: string; count: number }) {
  const t = useTranslations('connector.redrive')
  return (
    <p>
      {t('waiting', { count })}{' '}
      <Link href={`/data-connectors/connectors/${connectorId}/quarantine` as Route}>{t('deliverAll')}</Link>
    </p>
  )
}
