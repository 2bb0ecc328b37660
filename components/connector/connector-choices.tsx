import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import { Link } from '#components/fields/link.tsx'

export type ConnectorChoicesFacts = {
  settings: {
    id: string
    siteHost: string | null
    sitePort: number | null
    siteFolder: string | null
    siteUsername: string | null
    automaticMapping: boolean
    scheduleTime: string
  }
  mapping: { number: number; fileName: string | null; rowCount: number } | null
}

/** Where the messages come from and how their people are found, in short; Settings has the rest. */
export function ConnectorChoices({ settings, mapping }: ConnectorChoicesFacts) {
  const t = useTranslations('connector')
  const tReview = useTranslations('review')
  const tLogin = useTranslations('login')
  const tMapping = useTranslations('mapping')
  const toSettings = (
    <Link href={`/data-connectors/connectors/${settings.id}/settings` as Route}>{t('toSettings')}</Link>
  )
  return (
    <section className={cards.card}>
      <div className={cards.cardHead}>
        <h2>{t('choices')}</h2>
        {toSettings}
      </div>
      <dl className={cards.facts}>
        <dt>{tReview('site')}</dt>
        <dd>
          {tLogin('siteSummary', {
            host: settings.siteHost ?? '',
            port: String(settings.sitePort ?? ''),
            folder: settings.siteFolder ?? '',
          })}
        </dd>
        <dt>{tReview('username')}</dt>
        <dd>{settings.siteUsername}</dd>
        <dt>{tReview('automatic')}</dt>
        <dd>{settings.automaticMapping ? tReview('on') : tReview('off')}</dd>
        <dt>{tReview('custom')}</dt>
        <dd>
          {mapping && mapping.rowCount > 0
            ? tReview('customValue', { ...mapping, fileName: mapping.fileName ?? tMapping('typed') })
            : tReview('customNone')}
        </dd>
      </dl>
    </section>
  )
}
