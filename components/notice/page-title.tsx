'use client'

import { useTranslations } from 'next-intl'
import { useEffect } from 'react'

/** The window's title of what stands in place of a page: Next keeps the title that the page itself would have had. */
export function PageTitle({ title }: { title: string }) {
  const t = useTranslations('app')
  const whole = `${title} - ${t('name')}`
  useEffect(() => {
    const before = document.title
    document.title = whole
    return () => {
      // The next page may have set its own by then.
      if (document.title === whole) document.title = before
    }
  }, [whole])
  return null
}
