'use client'

import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import type { SessionChange, SessionPerson } from '#lib/domain/session-person.ts'
import cards from './card.module.css'
import type { SessionNews } from './session-news.ts'
import { useFocusReturn } from './use-focus-return.ts'

export type SessionNotice =
  | { kind: 'ended' }
  | (Exclude<SessionChange, { kind: 'none' }> & { now: SessionPerson })

/** Says what has become of the page's session, that what is typed is still there, and the ways on. */
export function SessionDialog(props: {
  notice: SessionNotice
  owner: SessionPerson | null
  onAsk: () => Promise<SessionNews['state']>
  onLater: () => void
}) {
  const { notice, owner } = props
  useFocusReturn()
  const t = useTranslations('session')
  const tRoles = useTranslations('roles')
  const first = owner?.name ?? ''
  if (notice.kind === 'other-person') {
    return (
      <Frame
        title={t('otherTitle')}
        actions={
          <>
            <SignInLink owner={owner}>{t('signInAs', { name: first })}</SignInLink>
            <Button onClick={reload}>{t('reloadAs', { name: notice.now.name })}</Button>
          </>
        }
      >
        <p>
          {t('otherText', {
            first,
            firstAddress: owner?.address ?? '',
            now: notice.now.name,
            nowAddress: notice.now.address,
          })}
        </p>
        <p>{t('otherTyped', { first })}</p>
      </Frame>
    )
  }
  if (notice.kind === 'role-lost') {
    const role = tRoles(notice.role === 'DataConnector.Admin' ? 'admin' : 'reader')
    return (
      <Frame
        title={t('roleTitle')}
        actions={
          <>
            <SignInLink owner={owner}>{t('signIn')}</SignInLink>
            <Button onClick={reload}>{t('reload')}</Button>
            <Button onClick={props.onLater}>{t('later')}</Button>
          </>
        }
      >
        <p>{t.rich('roleText', { name: notice.now.name, role, b: (words) => <b>{words}</b> })}</p>
        <p>{t('roleHow')}</p>
      </Frame>
    )
  }
  return <EndedDialog {...props} />
}

function EndedDialog(props: Parameters<typeof SessionDialog>[0]) {
  const t = useTranslations('session')
  const [lastAnswer, setLastAnswer] = useState<SessionNews['state'] | null>(null)
  return (
    <Frame
      title={t('title')}
      actions={
        <>
          <SignInLink owner={props.owner}>{t('signIn')}</SignInLink>
          <Button onClick={() => void props.onAsk().then(setLastAnswer)}>{t('tryAgain')}</Button>
          <Button onClick={props.onLater}>{t('later')}</Button>
        </>
      }
    >
      <p>{t('text')}</p>
      <p role="status">
        {lastAnswer === 'ended' && t('stillEnded')}
        {lastAnswer === 'unreachable' && t('unreachable')}
      </p>
    </Frame>
  )
}

function Frame(props: { title: string; actions: ReactNode; children: ReactNode }) {
  return (
    <Dialog open modalType="alert">
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{props.title}</DialogTitle>
          <DialogContent className={cards.stack ?? ''}>{props.children}</DialogContent>
          <DialogActions fluid>{props.actions}</DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}

/** The account is named to Entra ID, which would else take whoever is signed in there. */
function SignInLink({ owner, children }: { owner: SessionPerson | null; children: ReactNode }) {
  const account = owner?.address ? `&account=${encodeURIComponent(owner.address)}` : ''
  return (
    <Button
      as="a"
      appearance="primary"
      href={`/sign-in?callbackUrl=/sign-in/done${account}`}
      target="_blank"
      rel="noopener"
    >
      {children}
    </Button>
  )
}

/** The whole page, as the person of the cookie; the browser asks when something would be lost. */
function reload(): void {
  window.location.reload()
}
