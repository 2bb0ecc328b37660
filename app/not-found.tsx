import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { NotFoundNotice } from '#components/notice/not-found-notice.tsx'
import styles from '#components/notice/notice.module.css'
import { AppHeader } from '#components/shell/app-header.tsx'
import { findViewer } from '#lib/server/viewer.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('notFound'))('page.title') }
}

/** An address that no page has. */
export default async function NotFoundPage() {
  const t = await getTranslations('notFound')
  const viewer = await findViewer()
  return (
    <>
      {viewer && <AppHeader person={{ name: viewer.name, address: viewer.address, roles: viewer.roles }} />}
      <main id="content" className={styles.main} tabIndex={-1}>
        <NotFoundNotice missing="page" links={[{ href: '/data-connectors', label: t('toConnectors') }]} />
      </main>
    </>
  )
}
