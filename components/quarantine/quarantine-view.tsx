'use client'

import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { RedriveAction } from '#components/connector/redrive-planned.tsx'
import { useChosenRows } from '#components/connectors/use-chosen-rows.ts'
import cards from '#components/fields/card.module.css'
import { KeyPaging } from '#components/fields/key-paging.tsx'
import { Link } from '#components/fields/link.tsx'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import type { WaitingGroup, WaitingItem, WaitingTotals } from '#lib/domain/waiting.ts'
import type { WaitingQuery } from '#lib/domain/waiting-query.ts'
import type { AcknowledgeAction } from './acknowledge-question.tsx'
import { DeliverableBanner } from './deliverable-banner.tsx'
import type { ListItemsAction } from './group-items.tsx'
import styles from './quarantine.module.css'
import { RedriveNews } from './redrive-news.tsx'
import { type ReadProgressAction, useRedrive } from './use-redrive.ts'
import { WaitingCommands } from './waiting-commands.tsx'
import { WaitingGroupsTable } from './waiting-groups-table.tsx'
import { WaitingItemsTable } from './waiting-items-table.tsx'
import { WaitingSearch } from './waiting-search.tsx'
import { WaitingTiles } from './waiting-tiles.tsx'

export type QuarantineActions = {
  redrive: RedriveAction
  progress: ReadProgressAction
  acknowledge: AcknowledgeAction
}

/** What waits of a connector, what of it can be delivered now, and the ways to make the rest deliverable. */
export function QuarantineView(props: {
  connector: { id: string; timeZone: string }
  query: WaitingQuery
  totals: WaitingTotals
  /** How many groups the search finds. */
  found: number
  groups: WaitingGroup[]
  items: WaitingItem[]
  next: string | null
  limitMegabytes: number
  /** Why nothing can be delivered now; null when it can. */
  deliverDisabledReason: string | null
  listItems: ListItemsAction
  /** Null: to read only. */
  actions: QuarantineActions | null
}) {
  const t = useTranslations('quarantine')
  const { connector, query, totals, actions } = props
  const { by, search } = query
  const [said, setSaid] = useState('')
  const { deliver, isPending, refusal, redriven } = useRedrive({
    connectorId: connector.id,
    redrive: actions?.redrive ?? refuseAll,
    readProgress: actions?.progress ?? refuseAll,
  })
  const isByItem = by === 'item'
  const rows = isByItem ? props.items : props.groups.map((group) => ({ ...group, id: group.key }))
  const { chosen, choose, toggle, toggleAll } = useChosenRows<
    { id: string } & Pick<WaitingItem, 'subject' | 'person'>
  >(rows, null)
  const chosenIds = chosen.map(({ id }) => id)
  const base = `/data-connectors/connectors/${connector.id}/quarantine`
  const isUnderWay = redriven !== null && !redriven.progress?.isOver
  const disabledReason = isUnderWay ? t('underWay') : props.deliverDisabledReason
  const choice = actions && { chosenIds, toggle, toggleAll }
  const rowDeliver = actions && { run: deliver, isPending, disabledReason }
  return (
    <div className={styles.page}>
      <RedriveNews redriven={redriven} connectorId={connector.id} />
      <RefusalMessage refusal={refusal} />
      {totals.items === 0 ? (
        <section className={`${cards.card} ${styles.empty}`}>
          <h2>{t('empty')}</h2>
          <p>{t('emptyText')}</p>
        </section>
      ) : (
        <>
          <DeliverableBanner
            totals={totals}
            deliver={
              actions && {
                onRun: () => deliver({ kind: 'deliverable' }),
                isPending,
                disabledReason,
              }
            }
          />
          <WaitingTiles totals={totals} limitMegabytes={props.limitMegabytes} timeZone={connector.timeZone} />
          <section className={`${cards.card} ${cards.flush}`}>
            <div className={styles.bar}>
              {chosen.length > 0 && (
                <span className={styles.chosen}>{t('chosen', { count: chosen.length })}</span>
              )}
              <div className={styles.commands}>
                <WaitingCommands
                  connectorId={connector.id}
                  chosen={chosen}
                  exportAddress={`${base}/export${search ? `?${new URLSearchParams({ search })}` : ''}`}
                  manage={
                    actions && {
                      acknowledge: actions.acknowledge,
                      isDelivering: isPending,
                      deliverDisabledReason: disabledReason,
                      onDeliver() {
                        deliver({
                          kind: 'chosen',
                          groups: isByItem ? [] : chosenIds,
                          items: isByItem ? chosenIds : [],
                        })
                        choose()
                      },
                      onAcknowledged(count) {
                        choose()
                        setSaid(t('acknowledge.done', { count }))
                      },
                    }
                  }
                />
              </div>
              <div className={styles.choices}>
                <Views base={base} query={query} />
                <WaitingSearch key={search} base={base} by={by} search={search} />
              </div>
            </div>
            <div role="status" className="visually-hidden">
              {said}
            </div>
            {rows.length === 0 && <p className={cards.empty}>{t('noneFound')}</p>}
            {rows.length > 0 &&
              (isByItem ? (
                <WaitingItemsTable
                  connector={connector}
                  items={props.items}
                  choice={choice}
                  deliver={rowDeliver}
                />
              ) : (
                <WaitingGroupsTable
                  connector={connector}
                  groups={props.groups}
                  choice={choice}
                  listItems={props.listItems}
                  deliver={rowDeliver}
                />
              ))}
            <KeyPaging
              base={base}
              query={{ by: isByItem ? by : undefined, search }}
              isFirst={!query.after}
              next={props.next}
              label={t('pages')}
            />
            <div className={cards.foot}>
              <span>{t('kept', { timeZone: connector.timeZone })}</span>
              <span>{t('sum', { groups: props.found, items: totals.items, all: totals.groups })}</span>
            </div>
          </section>
        </>
      )}
    </div>
  )
}

/** Links, not buttons: each view has its own address. */
function Views({ base, query }: { base: string; query: WaitingQuery }) {
  const t = useTranslations('quarantine.views')
  const address = (by: 'person' | 'item') => {
    const params = new URLSearchParams({
      ...(by === 'item' && { by }),
      ...(query.search && { search: query.search }),
    })
    return `${base}${params.size > 0 ? `?${params}` : ''}` as Route
  }
  return (
    <nav className={styles.views} aria-label={t('label')}>
      {(['person', 'item'] as const).map((by) => (
        <Link key={by} href={address(by)} aria-current={query.by === by ? 'page' : undefined}>
          {t(by)}
        </Link>
      ))}
    </nav>
  )
}

/** A reader has no button that would call it. */
const refuseAll = async () => ({ ok: false as const, error: { code: 'no-permission' as const } })
