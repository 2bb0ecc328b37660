'use client'

import { type Fault, FaultNotice } from '#components/notice/fault-notice.tsx'
import styles from '#components/notice/notice.module.css'

/** Header and navigation stay, so that the rest of the app can be used. */
export default function PageFault(fault: Fault) {
  return (
    <div className={styles.inShell}>
      <FaultNotice {...fault} keeps="pages" />
    </div>
  )
}
