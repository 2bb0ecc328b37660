'use client'

import { Button } from '@fluentui/react-components'
import { Key20Regular } from '@fluentui/react-icons'
import { signIn } from 'next-auth/react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import styles from './sign-in.module.css'

/**
 * Goes to Entra ID, and from there back to `callbackUrl`, a path of this app. With `account`, Entra ID is told whom the
 * sign-in is meant for: without it, it takes whoever is signed in there already.
 */
export function SignInButton({
  callbackUrl,
  account,
}: {
  callbackUrl: string
  account?: string | undefined
}) {
  const t = useTranslations('signIn')
  const ref = useRef<HTMLDivElement>(null)
  const [isPending, setIsPending] = useState(false)
  useEffect(() => ref.current?.querySelector('button')?.focus(), [])
  return (
    <div ref={ref} className={styles.wide}>
      <Button
        appearance="primary"
        size="large"
        icon={<Key20Regular />}
        disabledFocusable={isPending}
        onClick={() => {
          setIsPending(true)
          signIn('azure-ad', { callbackUrl }, account ? { login_hint: account } : undefined).catch(() =>
            setIsPending(false),
          )
        }}
      >
        {t('button')}
      </Button>
    </div>
  )
}
