import { headers } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import cards from '#components/fields/card.module.css'
import { LinkButton } from '#components/fields/link-button.tsx'
import { CopyRequestButton } from '#components/sign-in/copy-request-button.tsx'
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
  const path = (await headers()).get('x-request-path') ?? '/'
  const role = isReader ? tRoles('admin') : tRoles('reader')
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
        <dt>{t('page')}</dt>
        <dd className={cards.mono}>{path}</dd>
      </dl>
      <h2>{t('howTitle')}</h2>
      <p>{t('how')}</p>
      <div className={styles.buttons}>
        <CopyRequestButton
          request={t('request', { role, name: viewer?.name ?? '', address: viewer?.address ?? '', path })}
        />
        {isReader && <LinkButton href="/data-connectors">{t('back')}</LinkButton>}
        <SignOutButton label={t('otherAccount')} />
      </div>
    </main>
  )
}
