import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import cards from '#components/fields/card.module.css'
import { Link } from '#components/fields/link.tsx'
import { useSizeText } from '#components/fields/use-size-text.ts'
import { When } from '#components/fields/when.tsx'
import { Copyable } from './copyable.tsx'

export type ItemEvidenceFacts = {
  archiveMessageId: string
  messageId: string | null
  contentSha256: string | null
  sizeBytes: number
  captureOwner: string
  originalArchiveMessageId: string | null
  entryName: string
  package: { name: string; entryCount: number | null; sha256: string; stagedAt: Date }
  place: { entryIndex: number }
  readBy: { id: string; createdAt: Date }
  drivenBy: { id: string; createdAt: Date }
  links: { kind: 're-export' | 'sibling' | 'original'; itemId: string; runId: string }[]
}

/** Where an item comes from, and what proves that it is what was delivered. */
export function ItemEvidence(props: {
  facts: ItemEvidenceFacts
  messageClass: string
  runsBase: string
  timeZone: string
}) {
  const t = useTranslations('items')
  const size = useSizeText()
  const { facts, runsBase, timeZone } = props
  const run = ({ id, createdAt }: ItemEvidenceFacts['readBy']) => (
    <Link href={`${runsBase}/${id}` as Route}>
      <When at={createdAt} timeZone={timeZone} />
    </Link>
  )
  return (
    <section className={cards.card}>
      <h2>{t('evidenceTitle')}</h2>
      <dl className={cards.facts}>
        {facts.archiveMessageId && (
          <Fact label={t('archiveMessageId')}>
            <Copyable value={facts.archiveMessageId} what={t('archiveMessageId')} />
          </Fact>
        )}
        {facts.messageId && (
          <Fact label={t('messageId')}>
            <Copyable value={facts.messageId} what={t('messageId')} />
          </Fact>
        )}
        {facts.contentSha256 && (
          <Fact label={t('contentHash')}>
            <Copyable value={facts.contentSha256} what={t('contentHash')} />
          </Fact>
        )}
        <Fact label={t('package')}>
          <span className={cards.mono}>{facts.package.name}</span>
        </Fact>
        <Fact label={t('packageHash')}>
          <Copyable value={facts.package.sha256} what={t('packageHash')} />
        </Fact>
        <Fact label={t('inPackage')}>
          {t('entryOf', {
            number: facts.place.entryIndex + 1,
            count: facts.package.entryCount ?? 0,
            hasCount: facts.package.entryCount === null ? 'no' : 'yes',
            size: size(facts.sizeBytes),
          })}
          <br />
          <span className={cards.mono}>{facts.entryName}</span>
        </Fact>
        <Fact label={t('staged')}>
          <When at={facts.package.stagedAt} timeZone={timeZone} />
        </Fact>
        {facts.captureOwner && <Fact label={t('capturedFor')}>{facts.captureOwner}</Fact>}
        <Fact label={t('messageClass')}>
          <span className={cards.mono}>{props.messageClass}</span>
        </Fact>
        <Fact label={t('readBy')}>{run(facts.readBy)}</Fact>
        {facts.drivenBy.id !== facts.readBy.id && <Fact label={t('drivenBy')}>{run(facts.drivenBy)}</Fact>}
        {facts.links.map((link) => (
          <Fact key={link.kind} label={t(`links.${link.kind}`)}>
            <Link href={`${runsBase}/${link.runId}/items/${link.itemId}` as Route}>{t('openItem')}</Link>
          </Fact>
        ))}
        {facts.originalArchiveMessageId && !facts.links.some(({ kind }) => kind === 'original') && (
          <Fact label={t('links.original')}>
            {t.rich('originalNotHere', {
              id: () => <span className={cards.mono}>{facts.originalArchiveMessageId}</span>,
            })}
          </Fact>
        )}
      </dl>
    </section>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  )
}
