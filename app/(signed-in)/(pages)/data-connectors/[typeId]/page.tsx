import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { TypeTile } from '#components/connectors/type-tile.tsx'
import { WhenRead } from '#components/loading/when-read.tsx'
import { AddConnectorButton } from '#components/product/add-connector-button.tsx'
import { BeforeYouBegin } from '#components/product/before-you-begin.tsx'
import { DataNotice } from '#components/product/data-notice.tsx'
import { HowItWorks } from '#components/product/how-it-works.tsx'
import styles from '#components/product/product.module.css'
import { ProductConnectors } from '#components/product/product-connectors.tsx'
import { ProductDrafts } from '#components/product/product-drafts.tsx'
import { ProductSkeleton } from '#components/product/product-skeleton.tsx'
import { WhatItArchives } from '#components/product/what-it-archives.tsx'
import { PageHead } from '#components/shell/page-head.tsx'
import { withWords } from '#components/words/with-words.tsx'
import { findConnectorType } from '#lib/domain/connector-catalog.ts'
import { readConnectorType } from '#lib/server/read-connectors.ts'
import { confirmPrerequisite, discardDraft, startDraft } from './actions.ts'

export async function generateMetadata({
  params,
}: PageProps<'/data-connectors/[typeId]'>): Promise<Metadata> {
  return { title: findConnectorType((await params).typeId)?.name ?? null }
}

async function ProductPage({ params }: PageProps<'/data-connectors/[typeId]'>) {
  const type = findConnectorType((await params).typeId)
  if (!type) notFound()
  const { installation, canManage, readFacts } = await readConnectorType(type.id)
  const t = await getTranslations('product')
  const tHome = await getTranslations('dataConnectors')
  return (
    <>
      <PageHead
        crumbs={[{ label: tHome('title'), href: '/data-connectors' }]}
        title={type.name}
        intro={t('byPublisher', { publisher: type.publisher, folder: type.folderName })}
        icon={<TypeTile size="large" />}
        actions={canManage && <AddConnectorButton typeId={type.id} action={startDraft} />}
      />
      <div className={styles.columns}>
        <div className={styles.column}>
          <WhatItArchives />
          <HowItWorks {...installation} folderName={type.folderName} messageClass={type.messageClass} />
          <DataNotice />
        </div>
        <div className={styles.column}>
          <WhenRead read={readFacts} skeleton={<ProductSkeleton />}>
            {({ confirmations, drafts, connectors }) => (
              <>
                <BeforeYouBegin
                  typeId={type.id}
                  canManage={canManage}
                  confirmations={confirmations}
                  confirmAction={confirmPrerequisite}
                />
                {canManage && <ProductDrafts typeId={type.id} drafts={drafts} discardAction={discardDraft} />}
                <ProductConnectors connectors={connectors} />
              </>
            )}
          </WhenRead>
        </div>
      </div>
    </>
  )
}

export default withWords('(signed-in)/(pages)/data-connectors/[typeId]', ProductPage)
