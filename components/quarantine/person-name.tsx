import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { WaitingPerson } from '#lib/domain/waiting.ts'
import styles from './quarantine.module.css'

/** With whom something waits: the name, the number and the e-mail address as the message has them. */
export function PersonName({ person }: { person: WaitingPerson }) {
  const t = useTranslations('quarantine')
  const { displayName, phone, address, opaqueId } = person
  const id = phone ? `+${phone}` : opaqueId
  if (!displayName && !id && !address) return <span className={styles.name}>{t('nobody')}</span>
  return (
    <span>
      <bdi className={styles.name}>{displayName || t('nameless')}</bdi>
      <span className={styles.second}>
        {id && `${id} · `}
        {address ? breakable(address) : id && t('noAddress')}
      </span>
    </span>
  )
}

/** What a row of the mapping would name them by; empty when the message names nobody. */
export function mappingIdOf({ phone, opaqueId, address }: WaitingPerson): string {
  return phone ? `+${phone}` : opaqueId || address
}

/** A narrow column breaks an address behind the @, and not before its last letters. */
function breakable(address: string): ReactNode {
  const domainAt = address.lastIndexOf('@') + 1
  return (
    <>
      {address.slice(0, domainAt)}
      <wbr />
      {address.slice(domainAt)}
    </>
  )
}
