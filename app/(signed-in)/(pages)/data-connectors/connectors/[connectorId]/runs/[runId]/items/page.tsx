import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import cards from '#components/fields/card.module.css'
import { WhenRead } from '#components/loading/when-read.tsx'
import { runTrail } from '#components/run/run-trail.ts'
import { RunItemsFilter } from '#components/run-items/run-items-filter.tsx'
import { RunItemsSkeleton } from '#components/run-items/run-items-skeleton.tsx'
import { RunItemsTable } from '#components/run-items/run-items-table.tsx'
import { PageHead } from '#components/shell/page-head.tsx'
import { withWords } from '#components/words/with-words.tsx'
import { readRunItems } from '#lib/server/read-run-items.ts'

type Props = PageProps<'/data-connectors/connectors/[connectorId]/runs/[runId]/items'>

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('items'))('title') }
}

async function RunItemsPage({ params, searchParams }: Props) {
  const found = await readRunItems(await params, await searchParams)
  const t = await getTranslations('items')
  const { crumbs, own, base } = await runTrail(found)
  const { timeZone } = found.connector
  return (
    <>
      <PageHead crumbs={[...crumbs, own]} title={t('title')} intro={t('intro', { timeZone })} />
      <section className={`${cards.card} ${cards.flush}`} aria-label={t('title')}>
        {/* Anew for each address: what stands in its fields is what the list is about. */}
        <RunItemsFilter key={JSON.stringify(found.query)} base={base} query={found.query} />
        <WhenRead read={found.readPage} skeleton={<RunItemsSkeleton />}>
          {(page) => <RunItemsTable page={page} query={found.query} base={base} timeZone={timeZone} />}
        </WhenRead>
      </section>
    </>
  )
}

export default withWords(
  '(signed-in)/(pages)/data-connectors/connectors/[connectorId]/runs/[runId]/items',
  RunItemsPage,
)
