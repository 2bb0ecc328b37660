import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AlertTabs } from '#components/alerts/alert-tabs.tsx'
import { AlertsSkeleton } from '#components/alerts/alerts-skeleton.tsx'
import { ChannelCards } from '#components/alerts/channel-cards.tsx'
import { WhenRead } from '#components/loading/when-read.tsx'
import { PageHead } from '#components/shell/page-head.tsx'
import { withWords } from '#components/words/with-words.tsx'
import { readAlertDelivery } from '#lib/server/alerts/read-alerts.ts'
import {
  removeAlertChannel,
  saveEmailChannel,
  saveTeamsChannel,
  saveWebhookChannel,
  testAlertChannel,
} from '../actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('alerts'))('settingsTab') }
}

async function AlertDeliveryPage() {
  const { canManage, installation, readFacts } = await readAlertDelivery()
  const t = await getTranslations('alerts')
  return (
    <>
      <PageHead title={t('title')} intro={t('settings.intro')} />
      <AlertTabs current="delivery" />
      <WhenRead read={readFacts} skeleton={<AlertsSkeleton />}>
        {({ channels }) => (
          <ChannelCards
            channels={channels}
            installation={installation}
            actions={
              canManage
                ? {
                    email: saveEmailChannel,
                    webhook: saveWebhookChannel,
                    teams: saveTeamsChannel,
                    remove: removeAlertChannel,
                    test: testAlertChannel,
                  }
                : null
            }
          />
        )}
      </WhenRead>
    </>
  )
}

export default withWords('(signed-in)/(pages)/alerts/delivery', AlertDeliveryPage)
