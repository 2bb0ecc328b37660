'use client'

import { Button } from '@fluentui/react-components'
import { useState } from 'react'

/** Ends this session and asks Entra ID who else it may be: it would sign the same person in again by itself. */
export function OtherAccountButton({ label, callbackUrl }: { label: string; callbackUrl: string }) {
  const [isPending, setIsPending] = useState(false)
  async function changeAccount() {
    setIsPending(true)
    try {
      // With the click: the pages that say a role is missing come with all others.
      const { signIn, signOut } = await import('next-auth/react')
      await signOut({ redirect: false })
      await signIn('azure-ad', { callbackUrl }, { prompt: 'select_account' })
    } catch {
      setIsPending(false)
    }
  }
  return (
    <Button disabledFocusable={isPending} onClick={() => void changeAccount()}>
      {label}
    </Button>
  )
}
