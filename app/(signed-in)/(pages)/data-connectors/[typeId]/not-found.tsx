import { getTranslations } from 'next-intl/server'
import { NotFoundNotice } from '#components/notice/not-found-notice.tsx'
import styles from '#components/notice/notice.module.css'

export default async function TypeNotFound() {
  const t = await getTranslations('notFound')
  return (
    <div className={styles.inShell}>
      <NotFoundNotice
        missing="type"
        links={[
          { href: '/data-connectors', label: t('toTypes') },
          { href: '/data-connectors/connectors', label: t('toAllConnectors') },
        ]}
      />
    </div>
  )
}
