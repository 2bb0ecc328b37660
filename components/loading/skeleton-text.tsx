'use client'

import { SkeletonItem } from '@fluentui/react-components'
import styles from './loading.module.css'

const HEIGHTS_PX = { caption: 12, body: 14, number: 24 } as const

/** The place of a line of text, as high as the line: nothing moves when the text comes. */
export function SkeletonText({
  width,
  kind = 'body',
}: {
  /** In percent of its place, or with its unit. */
  width: number | `${number}px`
  kind?: keyof typeof HEIGHTS_PX
}) {
  return (
    <span className={styles[kind]}>
      <SkeletonItem
        as="span"
        size={HEIGHTS_PX[kind]}
        style={{ width: typeof width === 'number' ? `${width}%` : width, maxWidth: '100%' }}
      />
    </span>
  )
}
