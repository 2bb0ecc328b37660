import type { Metadata, Route } from 'next'
import { getTranslations } from 'next-intl/server'
import { FormSkeleton } from '#components/loading/form-skeleton.tsx'
import { WhenRead } from '#components/loading/when-read.tsx'
import { PageHead } from '#components/shell/page-head.tsx'
import { EditSiteLogin } from '#components/site-login/edit-site-login.tsx'
import { withWords } from '#components/words/with-words.tsx'
import { readLoginForm } from '#lib/server/read-connector.ts'

type Props = PageProps<'/data-connectors/connectors/[connectorId]/settings/login'>

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('editLogin'))('title') }
}

async function EditSiteLoginPage({ params }: Props) {
  const { connector, readForm } = await readLoginForm((await params).connectorId)
  const t = await getTranslations('editLogin')
  const tHome = await getTranslations('dataConnectors')
  const tConnector = await getTranslations('connector')
  const base = `/data-connectors/connectors/${connector.id}`
  return (
    <>
      <PageHead
        crumbs={[
          { label: tHome('title'), href: '/data-connectors' },
          { label: tHome('connectorsTab'), href: '/data-connectors/connectors' },
          { label: connector.name, href: base as Route },
          { label: tConnector('tabNames.settings'), href: `${base}/settings` as Route },
        ]}
        title={t('title')}
        intro={t('intro')}
      />
      <WhenRead read={readForm} skeleton={<FormSkeleton what="login" asks="fields" />}>
        {(facts) => (
          <EditSiteLogin connectorId={connector.id} facts={facts} checkUrl="/api/site-login/connector" />
        )}
      </WhenRead>
    </>
  )
}

export default withWords(
  '(signed-in)/(pages)/data-connectors/connectors/[connectorId]/settings/login',
  EditSiteLoginPage,
)
