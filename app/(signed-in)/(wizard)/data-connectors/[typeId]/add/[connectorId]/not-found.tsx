import { getTranslations } from 'next-intl/server'
import { NotFoundNotice } from '#components/notice/not-found-notice.tsx'
import styles from '#components/notice/notice.module.css'

export default async function DraftNotFound() {
  const t = await getTranslations('notFound')
  return (
    <main id="content" className={styles.main} tabIndex={-1}>
      <NotFoundNotice
        missing="draft"
        links={[
          { href: '/data-connectors', label: t('toTypes') },
          { href: '/data-connectors/connectors', label: t('toAllConnectors') },
        ]}
      />
    </main>
  )
}
