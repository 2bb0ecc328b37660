'use client'

import { Skeleton } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'

/** A key of the message files. */
export type Readable =
  | 'connectors'
  | 'overview'
  | 'product'
  | 'connector'
  | 'runs'
  | 'run'
  | 'items'
  | 'settings'
  | 'mapping'
  | 'login'
  | 'alerts'
  | 'quarantine'
  | 'people'
  | 'audit'

/** Stands where something is being read: its form for the eye, and one sentence for a screen reader. */
export function SkeletonFrame({ what, children }: { what: Readable; children: ReactNode }) {
  const t = useTranslations('loading')
  return (
    <div aria-busy="true">
      <p role="status" className="visually-hidden">
        {t(what)}
      </p>
      <Skeleton aria-hidden>{children}</Skeleton>
    </div>
  )
}
