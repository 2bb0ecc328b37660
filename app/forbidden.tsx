import { getTranslations } from 'next-intl/server'
import cards from '#components/fields/card.module.css'
import { LinkButton } from '#components/fields/link-button.tsx'
import { ProductMark } from '#components/sign-in/product-mark.tsx'
import styles from '#components/sign-in/sign-in.module.css'
import { SignOutButton } from '#components/sign-in/sign-out-button.tsx'
import { may } from '#lib/domain/roles.ts'
import { findViewer } from '#lib/server/viewer.ts'

/** Names the role that is missing, and who can give it. */
export default async function ForbiddenPage() {
  const t = await getTranslations('forbidden')
  const tRoles = await getTranslations('roles')
  const viewer = await findViewer()
  const isReader = viewer !== null && may(viewer.roles, 'read')
  return (
    <main className={styles.notice}>
      <ProductMark />
      <h1>{t('title')}</h1>
      <p>{isReader ? t('readerOnly') : t('noRole')}</p>
      <dl className={cards.facts}>
        <dt>{t('signedInAs')}</dt>
        <dd>{viewer && `${viewer.name} (${viewer.address})`}</dd>
        <dt>{t('yourRoles')}</dt>
        <dd>{isReader ? tRoles('reader') : tRoles('none')}</dd>
        <dt>{t('roleYouNeed')}</dt>
        <dd>{t.rich(isReader ? 'needAdmin' : 'needReaderOrAdmin', { b: (words) => <b>{words}</b> })}</dd>
      </dl>
      <h2>{t('howTitle')}</h2>
      <p>{t('how')}</p>
      <div className={styles.buttons}>
        {isReader && (
          <LinkButton href="/data-connectors" appearance="primary">
            {t('back')}
          </LinkButton>
        )}
        <SignOutButton label={t('otherAccount')} />
      </div>
    </main>
  )
}
