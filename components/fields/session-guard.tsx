'use client'

import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { compareSessions, type SessionPerson } from '#lib/domain/session-person.ts'
import type { SessionNotice } from './session-dialog.tsx'
import { askForSession, onSignedIn, type SessionNews } from './session-news.ts'

const SessionDialog = dynamic(() => import('./session-dialog.tsx').then((module) => module.SessionDialog), {
  ssr: false,
})

type Guard = {
  sayThatSessionEnded: () => void
  /** Whether the page may go on; if not, the person is told why, unless they were and have put it off. */
  mayGoOn: (news: SessionNews) => boolean
}

const Context = createContext<Guard>({
  sayThatSessionEnded: () => {},
  mayGoOn: ({ state }) => state === 'there',
})

/** Tells the page that its session has ended: a dialog asks to sign in again, and the page stays as it is. */
export const useSessionEnded = () => useContext(Context).sayThatSessionEnded

/** Judges what `askForSession` answers, for what a page does by itself. */
export const useSessionJudge = () => useContext(Context).mayGoOn

/**
 * Around every page of signed-in people. What is typed stays, because the sign-in happens in another window. It belongs to
 * who typed it: when another person signs in there, the page does not go on as that person.
 */
export function SessionGuard({ person, children }: { person: SessionPerson | null; children: ReactNode }) {
  const router = useRouter()
  // As long as the window is not loaded anew: a refresh brings the person of the cookie, who may be another.
  const [owner] = useState(person)
  const [notice, setNotice] = useState<SessionNotice | null>(null)
  const wasTold = useRef(false)
  const putOff = useRef<SessionNotice['kind'] | null>(null)

  const show = useCallback((next: SessionNotice) => {
    wasTold.current = true
    setNotice(next)
  }, [])
  const mayGoOn = useCallback(
    (news: SessionNews) => {
      if (news.state === 'unreachable') return false
      const next = noticeOf(owner, news)
      if (!next) {
        putOff.current = null
        setNotice(null)
        // Links that were prefetched without a session lead to sign-in until they are fetched again.
        if (wasTold.current) router.refresh()
        wasTold.current = false
        return true
      }
      if (putOff.current !== next.kind) show(next)
      return false
    },
    [owner, router, show],
  )

  useEffect(() => {
    const ask = () => void askForSession().then(mayGoOn)
    // Somebody may have signed out, or in, in another window without this one hearing of it.
    const onVisible = () => document.visibilityState === 'visible' && ask()
    const stopHearing = onSignedIn(ask)
    document.addEventListener('visibilitychange', onVisible)
    return () => {
      stopHearing()
      document.removeEventListener('visibilitychange', onVisible)
    }
  }, [mayGoOn])

  const guard = useMemo<Guard>(
    () => ({
      mayGoOn,
      sayThatSessionEnded: () => {
        putOff.current = null
        show({ kind: 'ended' })
      },
    }),
    [mayGoOn, show],
  )
  return (
    <Context value={guard}>
      {children}
      {/* Only while it is open, as in confirm-dialog.tsx. */}
      {notice && (
        <SessionDialog
          notice={notice}
          owner={owner}
          onAsk={async () => {
            const news = await askForSession()
            mayGoOn(news)
            return news.state
          }}
          onLater={() => {
            putOff.current = notice.kind
            setNotice(null)
          }}
        />
      )}
    </Context>
  )
}

function noticeOf(
  owner: SessionPerson | null,
  news: Exclude<SessionNews, { state: 'unreachable' }>,
): SessionNotice | null {
  if (news.state !== 'there') return { kind: 'ended' }
  const change = owner ? compareSessions(owner, news.person) : null
  if (!change || change.kind === 'none') return null
  return { ...change, now: news.person }
}
