'use client'

import { type Fault, FaultNotice } from '#components/notice/fault-notice.tsx'
import styles from '#components/notice/notice.module.css'

/** A step that failed; what the steps before have stored is in the draft. */
export default function WizardFault(fault: Fault) {
  return (
    <main id="content" className={styles.main} tabIndex={-1}>
      <FaultNotice {...fault} keeps="wizard" />
    </main>
  )
}
