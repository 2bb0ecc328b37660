import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { WhenRead } from '#components/loading/when-read.tsx'
import { PeopleByConnector } from '#components/people/people-by-connector.tsx'
import { PeopleSkeleton } from '#components/people/people-skeleton.tsx'
import { PageHead } from '#components/shell/page-head.tsx'
import { withWords } from '#components/words/with-words.tsx'
import { readPeopleOfAll } from '#lib/server/read-people.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('people'))('title') }
}

async function PeoplePage() {
  const { readFacts } = await readPeopleOfAll()
  const t = await getTranslations('people')
  return (
    <>
      <PageHead title={t('title')} intro={t('intro')} />
      <WhenRead read={readFacts} skeleton={<PeopleSkeleton />}>
        {(connectors) => <PeopleByConnector connectors={connectors} />}
      </WhenRead>
    </>
  )
}

export default withWords('(signed-in)/(pages)/people', PeoplePage)
