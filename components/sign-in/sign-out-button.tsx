'use client'

import { Button } from '@fluentui/react-components'
import { signOut } from 'next-auth/react'

export function SignOutButton({ label }: { label: string }) {
  return <Button onClick={() => void signOut({ callbackUrl: '/sign-in?signedOut=1' })}>{label}</Button>
}
