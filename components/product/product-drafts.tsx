import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import { LinkButton } from '#components/fields/link-button.tsx'
import { When } from '#components/fields/when.tsx'
import { type DiscardAction, DiscardDraftButton } from './discard-draft-button.tsx'
import styles from './product.module.css'

/** Drafts that any admin may go on with. The wizard sends each to its first undone step. */
export function ProductDrafts(props: {
  typeId: string
  discardAction: DiscardAction
  drafts: { id: string; createdBy: string; updatedAt: Date }[]
}) {
  const t = useTranslations('product')
  if (props.drafts.length === 0) return null
  return (
    <section className={cards.card}>
      <h2>{t('draftsTitle')}</h2>
      <ul className={styles.plain}>
        {props.drafts.map((draft) => (
          <li key={draft.id} className={styles.draft}>
            <span>
              {t.rich('draft', {
                name: draft.createdBy,
                when: () => <When at={draft.updatedAt} timeZone="UTC" />,
              })}
            </span>
            <LinkButton
              href={`/data-connectors/${props.typeId}/add/${draft.id}/review` as Route}
              label={t('goOnWith', { name: draft.createdBy })}
            >
              {t('goOn')}
            </LinkButton>
            <DiscardDraftButton
              connectorId={draft.id}
              begunBy={draft.createdBy}
              action={props.discardAction}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
