'use client'

import { ProgressBar } from '@fluentui/react-components'
import { usePathname, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { onNavigation } from './navigation-news.ts'
import styles from './shell.module.css'

/** Whoever listens need not hear of each step; this long is long enough to wonder. */
const WORTH_SAYING_MS = 1_000

/**
 * A line under the header while the next page is on its way. The page that one leaves stays until the new one is known to
 * be there and allowed, so that without the line nothing would show that a click was heard.
 */
export function NavigationProgress() {
  const t = useTranslations('loading')
  const here = addressOf(usePathname(), useSearchParams())
  const [left, setLeft] = useState<string | null>(null)
  const [isLong, setIsLong] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: to arrive is to be elsewhere.
  useEffect(() => setLeft(null), [here])
  useEffect(
    () =>
      onNavigation((address) => {
        const { pathname, searchParams } = new URL(address, window.location.href)
        // The page itself again, or a place in it: neither changes the address that is waited for.
        setLeft(addressOf(pathname, searchParams) === here ? null : here)
      }),
    [here],
  )
  const isGoing = left === here
  useEffect(() => {
    if (!isGoing) return
    const timer = setTimeout(() => setIsLong(true), WORTH_SAYING_MS)
    return () => {
      clearTimeout(timer)
      setIsLong(false)
    }
  }, [isGoing])
  return (
    <>
      {isGoing && (
        <div className={styles.progress}>
          <ProgressBar aria-label={t('page')} shape="square" />
        </div>
      )}
      <div role="status" className="visually-hidden">
        {isLong && t('page')}
      </div>
    </>
  )
}

function addressOf(pathname: string, query: { toString(): string }): string {
  return `${pathname}?${query}`
}
