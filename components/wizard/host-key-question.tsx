'use client'

import { Button } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { CallButton } from '#components/fields/call-button.tsx'
import styles from './wizard.module.css'

/** Asks whether the host key of a site that was never seen is the right one. Nothing is trusted by itself. */
export function HostKeyQuestion(props: {
  fingerprint: string
  isPending: boolean
  onTrust: () => void
  onRefuse: () => void
}) {
  const t = useTranslations('login')
  const ref = useRef<HTMLElement>(null)
  useEffect(() => ref.current?.focus(), [])
  return (
    <section ref={ref} className={styles.trust} tabIndex={-1} aria-labelledby="host-key-question">
      <h2 id="host-key-question">{t('hostKeyTitle')}</h2>
      <p>{t('hostKeyText')}</p>
      <p className={styles.fingerprint}>
        <span className="visually-hidden">{t('fingerprint')}: </span>
        {props.fingerprint}
      </p>
      <p className={styles.intro}>{t('hostKeyHint')}</p>
      <div className={styles.row}>
        <CallButton appearance="primary" isPending={props.isPending} onClick={props.onTrust}>
          {t('trust')}
        </CallButton>
        <Button onClick={props.onRefuse}>{t('dontTrust')}</Button>
      </div>
    </section>
  )
}
