import { SkeletonFrame } from '#components/loading/skeleton-frame.tsx'
import { SkeletonText } from '#components/loading/skeleton-text.tsx'
import styles from './run-items.module.css'

/** The place of the links to the items before and behind, while those are looked for. */
export function NeighboursSkeleton() {
  return (
    <div className={styles.neighbours}>
      <SkeletonFrame what="items">
        <SkeletonText width="120px" />
      </SkeletonFrame>
    </div>
  )
}
