import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AuditSkeleton } from '#components/audit/audit-skeleton.tsx'
import { AuditTable } from '#components/audit/audit-table.tsx'
import { WhenRead } from '#components/loading/when-read.tsx'
import { PageHead } from '#components/shell/page-head.tsx'
import { withWords } from '#components/words/with-words.tsx'
import { readAudit } from '#lib/server/read-audit.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('audit'))('title') }
}

async function AuditPage({ searchParams }: PageProps<'/audit'>) {
  const { readFacts, ...asked } = await readAudit(await searchParams)
  const t = await getTranslations('audit')
  return (
    <>
      <PageHead title={t('title')} intro={t('intro')} />
      <WhenRead read={readFacts} skeleton={<AuditSkeleton />}>
        {(facts) => <AuditTable base="/audit" {...asked} {...facts} />}
      </WhenRead>
    </>
  )
}

export default withWords('(signed-in)/(pages)/audit', AuditPage)
