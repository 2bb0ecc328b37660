import { useTranslations } from 'next-intl'
import { LinkButton } from '#components/fields/link-button.tsx'
import styles from '#components/sign-in/sign-in.module.css'

export default function NotFoundPage() {
  const t = useTranslations('notFound')
  return (
    <main className={styles.notice}>
      <h1>{t('title')}</h1>
      <p>{t('text')}</p>
      <div>
        <LinkButton href="/data-connectors" appearance="primary">
          {t('back')}
        </LinkButton>
      </div>
    </main>
  )
}
