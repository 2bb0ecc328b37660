import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { WhenRead } from '#components/loading/when-read.tsx'
import { QuarantineByConnector } from '#components/quarantine/quarantine-by-connector.tsx'
import { QuarantineSkeleton } from '#components/quarantine/quarantine-skeleton.tsx'
import { PageHead } from '#components/shell/page-head.tsx'
import { withWords } from '#components/words/with-words.tsx'
import { readQuarantineOfAll } from '#lib/server/read-quarantine-of-all.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('quarantine'))('title') }
}

async function QuarantinePage() {
  const { readFacts } = await readQuarantineOfAll()
  const t = await getTranslations('quarantine')
  return (
    <>
      <PageHead title={t('title')} intro={t('intro')} />
      <WhenRead read={readFacts} skeleton={<QuarantineSkeleton />}>
        {(connectors) => <QuarantineByConnector connectors={connectors} />}
      </WhenRead>
    </>
  )
}

export default withWords('(signed-in)/(pages)/quarantine', QuarantinePage)
