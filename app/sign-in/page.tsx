import { MessageBar, MessageBarBody } from '@fluentui/react-components'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import cards from '#components/fields/card.module.css'
import { LanguageField } from '#components/sign-in/language-field.tsx'
import { ProductMark } from '#components/sign-in/product-mark.tsx'
import styles from '#components/sign-in/sign-in.module.css'
import { SignInButton } from '#components/sign-in/sign-in-button.tsx'
import { SignInIcon } from '#components/sign-in/sign-in-icon.tsx'
import { findReturnPath } from '#lib/server/return-path.ts'
import { version } from '../../package.json'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('signIn'))('title') }
}

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const t = await getTranslations('signIn')
  const tApp = await getTranslations('app')
  const tShell = await getTranslations('shell')
  const asked = await searchParams
  const { account, error, signedOut } = asked
  const errorKey = `errors.${String(error)}` as Parameters<typeof t>[0]
  return (
    <div className={styles.page}>
      <section className={styles.about}>
        <p className={styles.brand}>
          <ProductMark />
          {tApp('name')}
        </p>
        <p className={styles.promise}>{t('promise')}</p>
        <p className={styles.promiseText}>{t('promiseText')}</p>
        <ul className={styles.points}>
          {(['lost', 'twice', 'wrong'] as const).map((point) => (
            <li key={point}>
              <SignInIcon of={point} className={styles.pointIcon} />
              <span>
                <strong>{t(`${point}Title`)}</strong>
                {t(`${point}Text`)}
              </span>
            </li>
          ))}
        </ul>
        <footer className={styles.foot}>
          <span>{t('selfHosted')}</span>
          <span>{tShell('version', { version })}</span>
          <span>{t('license')}</span>
        </footer>
      </section>
      <div className={styles.side}>
        <main className={styles.panel}>
          <p className={`${styles.brand} ${styles.brandNarrow}`}>
            <ProductMark />
            {tApp('name')}
          </p>
          {typeof error === 'string' && (
            <div role="alert">
              <MessageBar intent="error" layout="multiline">
                <MessageBarBody>
                  {t.has(errorKey) ? t(errorKey) : t('errors.other')}{' '}
                  {t('errorCode', { code: error.slice(0, 40) })}
                </MessageBarBody>
              </MessageBar>
            </div>
          )}
          {signedOut && typeof error !== 'string' && (
            <MessageBar intent="success" layout="multiline">
              <MessageBarBody>{t('signedOut')}</MessageBarBody>
            </MessageBar>
          )}
          <h1>{t('title')}</h1>
          <p className={styles.intro}>{t('intro')}</p>
          <SignInButton
            callbackUrl={await findReturnPath(asked)}
            account={typeof account === 'string' ? account : undefined}
          />
          <section className={`${cards.card} ${styles.roles}`}>
            <h2>{t('rolesTitle')}</h2>
            {(['admin', 'reader'] as const).map((role) => (
              <p key={role}>
                <SignInIcon of={role} className={styles.roleIcon} />
                <span>{t.rich(`${role}Does`, { b: (words) => <b>{words}</b> })}</span>
              </p>
            ))}
          </section>
          <LanguageField />
        </main>
      </div>
    </div>
  )
}
