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
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react'
import { askForSession, onSignedIn } from './session-news.ts'

const Context = createContext<() => void>(() => {})

/** Tells the page that its session has ended: a dialog asks to sign in again, and the page stays as it is. */
export const useSessionEnded = () => useContext(Context)

/** Around every page of signed-in people. What is typed stays, because the sign-in happens in another window. */
export function SessionGuard({ children }: { children: ReactNode }) {
  const [hasEnded, setHasEnded] = useState(false)
  const end = useCallback(() => setHasEnded(true), [])
  const resume = useCallback(() => setHasEnded(false), [])
  return (
    <Context value={end}>
      {children}
      {/* Only while it is open, as in confirm-dialog.tsx. */}
      {hasEnded && <SessionEndedDialog onClose={resume} />}
    </Context>
  )
}

function SessionEndedDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('session')
  const [isStillEnded, setIsStillEnded] = useState(false)
  useEffect(() => onSignedIn(onClose), [onClose])

  async function tryAgain() {
    if ((await askForSession()) !== 'ended') onClose()
    else setIsStillEnded(true)
  }
  return (
    <Dialog open modalType="alert">
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('title')}</DialogTitle>
          <DialogContent>
            <p>{t('text')}</p>
            <p role="status">{isStillEnded && t('stillEnded')}</p>
          </DialogContent>
          <DialogActions>
            <Button
              as="a"
              appearance="primary"
              href="/sign-in?callbackUrl=/sign-in/done"
              target="_blank"
              rel="noopener"
            >
              {t('signIn')}
            </Button>
            <Button onClick={() => void tryAgain()}>{t('tryAgain')}</Button>
            <Button onClick={onClose}>{t('later')}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
