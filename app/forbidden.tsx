import { headers } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import cards from '#components/fields/card.module.css'
import { LinkButton } from '#components/fields/link-button.tsx'
import { CopyTextButton } from '#components/notice/copy-text-button.tsx'
import styles from '#components/notice/notice.module.css'
import { NoticeCard } from '#components/notice/notice-card.tsx'
import { AppHeader } from '#components/shell/app-header.tsx'
import { OtherAccountButton } from '#components/sign-in/other-account-button.tsx'
import { may } from '#lib/domain/roles.ts'
import { findReturnPath } from '#lib/server/return-path.ts'
import { findRequestReference, findViewer } from '#lib/server/viewer.ts'

/** Names the role that is missing, and who can give it. */
export default async function ForbiddenPage() {
  const t = await getTranslations('forbidden')
  const tRoles = await getTranslations('roles')
  const viewer = await findViewer()
  if (!viewer) return null
  const { name, address, roles } = viewer
  const isReader = may(roles, 'read')
  const path = await findReturnPath({ callbackUrl: (await headers()).get('x-request-path') })
  const reference = await findRequestReference()
  const role = isReader ? tRoles('admin') : tRoles('reader')
  return (
    <>
      <AppHeader person={{ name, address, roles }} />
      <main id="content" className={styles.main} tabIndex={-1}>
        <NoticeCard
          icon="lock"
          title={t('title')}
          text={isReader ? t('readerOnly') : t('noRole')}
          actions={
            <>
              <CopyTextButton
                appearance="primary"
                text={t('request', { role, name, address, path, reference })}
              >
                {t('copy')}
              </CopyTextButton>
              {isReader && <LinkButton href="/data-connectors">{t('back')}</LinkButton>}
              <OtherAccountButton label={t('otherAccount')} callbackUrl={path} />
            </>
          }
          reference={t('reference', { reference })}
        >
          <dl className={`${cards.facts} ${styles.facts}`}>
            <dt>{t('signedInAs')}</dt>
            <dd>{`${name} (${address})`}</dd>
            <dt>{t('tenant')}</dt>
            <dd>{address.split('@')[1] ?? viewer.tenantId}</dd>
            <dt>{t('yourRoles')}</dt>
            <dd>{isReader ? tRoles('reader') : tRoles('none')}</dd>
            <dt>{t('roleYouNeed')}</dt>
            <dd className={styles.lines}>
              {t.rich(isReader ? 'needAdmin' : 'needReaderOrAdmin', {
                b: (words: ReactNode) => <b>{words}</b>,
                line: (words: ReactNode) => <span>{words}</span>,
              })}
            </dd>
            <dt>{t('page')}</dt>
            <dd className={cards.mono}>{path}</dd>
          </dl>
          <h2>{t('howTitle')}</h2>
          <p className={styles.text}>{t('how')}</p>
        </NoticeCard>
      </main>
    </>
  )
}
