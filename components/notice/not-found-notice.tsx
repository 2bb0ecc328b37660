import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import { LinkButton } from '#components/fields/link-button.tsx'
import styles from './notice.module.css'
import { NoticeCard } from './notice-card.tsx'

/** What was looked for. A key of the message files. */
type Missing = 'page' | 'connector' | 'run' | 'type' | 'draft'

/** What is not there, why that may be, and where to go on. */
export function NotFoundNotice(props: { missing: Missing; links: { href: Route; label: string }[] }) {
  const t = useTranslations('notFound')
  const { missing } = props
  return (
    <NoticeCard
      icon="search"
      title={t(`${missing}.title`)}
      text={t(`${missing}.text`)}
      actions={props.links.map(({ href, label }, index) => (
        <LinkButton key={href} href={href} appearance={index === 0 ? 'primary' : 'secondary'}>
          {label}
        </LinkButton>
      ))}
    >
      <h2>{t('why')}</h2>
      <ul className={styles.reasons}>
        <li>{t(`${missing}.why`)}</li>
        <li>{t('address')}</li>
      </ul>
    </NoticeCard>
  )
}
