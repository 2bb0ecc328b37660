import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'

/** A reason of the ledger in words, its code small below when it is one of Microsoft's, and what was said. */
export function ReasonText(props: { reason: string; detail: string | null; people?: string[] }) {
  const t = useTranslations('run.reasons')
  const key = props.reason as Parameters<typeof t>[0]
  const people = props.people?.join(', ') || '–'
  return (
    <>
      {t.has(key) ? t(key, { people, reason: props.reason }) : t('other', { reason: props.reason })}
      {props.detail && (
        <>
          <br />
          <span className={cards.quiet}>{props.detail}</span>
        </>
      )}
    </>
  )
}
