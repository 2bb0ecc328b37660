'use client'

import { type Fault, FaultNotice } from '#components/notice/fault-notice.tsx'
import styles from '#components/notice/notice.module.css'

/** When not even the frame of a page could be made. */
export default function FaultPage(fault: Fault) {
  return (
    <main id="content" className={styles.main} tabIndex={-1}>
      <FaultNotice {...fault} keeps="pages" />
    </main>
  )
}
