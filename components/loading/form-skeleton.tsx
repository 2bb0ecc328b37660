'use client'

import { SkeletonItem } from '@fluentui/react-components'
import cards from '#components/fields/card.module.css'
import styles from './loading.module.css'
import { type Readable, SkeletonFrame } from './skeleton-frame.tsx'
import { SkeletonText } from './skeleton-text.tsx'

const FIELDS = ['first', 'second']

/** A form while what it begins with is read: two fields or the place of a file, and a button. */
export function FormSkeleton({ what, asks }: { what: Readable; asks: 'fields' | 'file' }) {
  return (
    <SkeletonFrame what={what}>
      <section className={`${cards.card} ${styles.form}`}>
        {asks === 'file' ? (
          <>
            <SkeletonText width="120px" />
            <SkeletonItem size={128} />
          </>
        ) : (
          FIELDS.map((field) => (
            <div key={field} className={`${styles.lines} ${styles.field}`}>
              <SkeletonText width="96px" />
              <SkeletonItem size={32} />
            </div>
          ))
        )}
        <SkeletonItem size={32} style={{ width: 112 }} />
      </section>
    </SkeletonFrame>
  )
}
