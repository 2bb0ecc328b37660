import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ConnectorHead } from '#components/connector/connector-head.tsx'
import cards from '#components/fields/card.module.css'
import { WhenRead } from '#components/loading/when-read.tsx'
import { PeopleSkeleton } from '#components/people/people-skeleton.tsx'
import { PeopleView } from '#components/people/people-view.tsx'
import { withWords } from '#components/words/with-words.tsx'
import { readPeople } from '#lib/server/read-people.ts'
import { CONNECTOR_ACTIONS } from '../connector-actions.ts'
import { muteSilence, unmuteSilence } from './actions.ts'

type Props = PageProps<'/data-connectors/connectors/[connectorId]/people'>

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('connector'))('tabNames.people') }
}

async function ConnectorPeoplePage({ params, searchParams }: Props) {
  const { connectorId } = await params
  const { connector, canManage, query, readFacts } = await readPeople(connectorId, await searchParams)
  const t = await getTranslations('people')
  return (
    <>
      <ConnectorHead
        connector={connector}
        current="people"
        canManage={canManage}
        actions={CONNECTOR_ACTIONS}
      />
      <WhenRead read={readFacts} skeleton={<PeopleSkeleton />}>
        {(facts) =>
          facts ? (
            <PeopleView
              {...facts}
              connector={connector}
              query={query}
              actions={canManage ? { mute: muteSilence, unmute: unmuteSilence } : null}
            />
          ) : (
            <section className={cards.card}>
              <p>{t('neverRead')}</p>
            </section>
          )
        }
      </WhenRead>
    </>
  )
}

export default withWords(
  '(signed-in)/(pages)/data-connectors/connectors/[connectorId]/people',
  ConnectorPeoplePage,
)
