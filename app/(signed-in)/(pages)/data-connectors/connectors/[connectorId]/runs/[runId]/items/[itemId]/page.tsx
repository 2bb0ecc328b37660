import type { Metadata, Route } from 'next'
import { getTranslations } from 'next-intl/server'
import links from '#components/fields/link-button.module.css'
import { WhenRead } from '#components/loading/when-read.tsx'
import { runTrail } from '#components/run/run-trail.ts'
import { DownloadOriginal } from '#components/run-items/download-original.tsx'
import { ItemDeliveries } from '#components/run-items/item-deliveries.tsx'
import { ItemEvidence } from '#components/run-items/item-evidence.tsx'
import { ItemNeighbours } from '#components/run-items/item-neighbours.tsx'
import { ItemPeople } from '#components/run-items/item-people.tsx'
import { ItemVerdict } from '#components/run-items/item-verdict.tsx'
import { NeighboursSkeleton } from '#components/run-items/neighbours-skeleton.tsx'
import styles from '#components/run-items/run-items.module.css'
import { PageHead } from '#components/shell/page-head.tsx'
import { withWords } from '#components/words/with-words.tsx'
import { writeRunItemQuery } from '#lib/domain/run-item-query.ts'
import { readItemStory } from '#lib/server/read-item-story.ts'

type Props = PageProps<'/data-connectors/connectors/[connectorId]/runs/[runId]/items/[itemId]'>

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('items'))('itemTitle') }
}

async function ItemPage({ params, searchParams }: Props) {
  const found = await readItemStory(await params, await searchParams)
  const t = await getTranslations('items')
  const tRun = await getTranslations('run')
  const { story, connector, run, query } = found
  const { crumbs, own, base, runsBase } = await runTrail(found)
  const { timeZone } = connector
  const address = `${base}/items/${story.itemId}`
  const list = { label: t('title'), href: `${base}/items${writeRunItemQuery(query)}` as Route }
  return (
    <>
      <PageHead crumbs={[...crumbs, own, list]} title={story.subject || tRun('noSubject')} />
      <div className={styles.story}>
        <ItemVerdict {...story} />
        <ItemPeople people={story.people} />
        <ItemDeliveries
          deliveries={story.deliveries}
          runId={run.id}
          runsBase={runsBase}
          timeZone={timeZone}
        />
        <ItemEvidence
          facts={story}
          messageClass={found.messageClass}
          runsBase={runsBase}
          timeZone={timeZone}
        />
        <div className={styles.actions}>
          {found.mayReadOriginal && (
            <DownloadOriginal
              connectorId={connector.id}
              runId={run.id}
              itemId={story.itemId}
              address={`${address}/original`}
            />
          )}
          <a className={links.button} href={`${address}/proof`} download>
            {t('proof')}
          </a>
          <WhenRead read={found.readNeighbours} skeleton={<NeighboursSkeleton />}>
            {(neighbours) => <ItemNeighbours {...neighbours} base={base} query={query} />}
          </WhenRead>
        </div>
      </div>
    </>
  )
}

export default withWords(
  '(signed-in)/(pages)/data-connectors/connectors/[connectorId]/runs/[runId]/items/[itemId]',
  ItemPage,
)
