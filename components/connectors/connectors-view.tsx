'use client'

import { Add20Regular } from '@fluentui/react-icons'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import { LinkButton } from '#components/fields/link-button.tsx'
import { Paging } from '#components/fields/paging.tsx'
import {
  CONNECTOR_PAGE_SIZE,
  type ConnectorFilter,
  type ConnectorQuery,
  connectorQueryString,
} from '#lib/domain/connector-list.ts'
import { ColumnChoice } from './column-choice.tsx'
import { ConnectorCommands, type ConnectorTabActions } from './connector-commands.tsx'
import { ConnectorFilters } from './connector-filters.tsx'
import type { FlyoutConnector } from './connector-flyout.tsx'
import { ConnectorSearch } from './connector-search.tsx'
import { ConnectorTable } from './connector-table.tsx'
import styles from './connectors.module.css'
import { DayStripLegend } from './day-strip.tsx'
import { LiveState } from './live-state.tsx'
import { useChosenRows } from './use-chosen-rows.ts'
import { useLiveConnectors } from './use-live-connectors.ts'
import { useOpenedConnector } from './use-opened-connector.ts'
import { useStatusNews } from './use-status-news.ts'

const ConnectorFlyout = dynamic(() =>
  import('./connector-flyout.tsx').then((module) => module.ConnectorFlyout),
)

/** The Connectors tab: commands, search, filters, one page of the table, and the details of the connector that is open. */
export function ConnectorsView(props: {
  connectors: FlyoutConnector[]
  /** The one that the address opens; it need not be among the others. */
  opened: FlyoutConnector | null
  query: ConnectorQuery
  counts: Record<ConnectorFilter, number>
  total: number
  page: number
  pageCount: number
  now: Date
  /** See use-live-connectors.ts. */
  shape: string
  /** Null: to read only. */
  actions: ConnectorTabActions | null
}) {
  const t = useTranslations('connectors')
  const { query, actions, page } = props
  const { openedId, open } = useOpenedConnector()
  const { withLive, updatedAt, staleSince, isRefreshing, refreshNow } = useLiveConnectors(props)
  const connectors = props.connectors.map(withLive)
  const news = useStatusNews(connectors)
  const { chosen, choose, toggle, toggleAll } = useChosenRows(connectors, props.opened?.id ?? null)
  const shown = connectors.find(({ id }) => id === openedId)
  const opened = shown ?? (props.opened?.id === openedId ? withLive(props.opened) : undefined)

  function openRow(id: string) {
    choose(id)
    open(id)
  }
  function close() {
    const row = document.querySelector<HTMLElement>(`[data-row-id="${CSS.escape(openedId ?? '')}"]`)
    open(null)
    row?.focus()
  }
  return (
    <section className={`${cards.card} ${cards.flush}`}>
      <div className={styles.commandRow}>
        {actions && (
          <LinkButton href="/data-connectors/wechat-archiver" appearance="primary" label={t('add')}>
            <Add20Regular aria-hidden />
            {t('addShort')}
          </LinkButton>
        )}
        <ConnectorCommands
          chosen={chosen}
          actions={actions}
          exportAddress={`/api/connectors/export${connectorQueryString(query, {})}`}
          isRefreshing={isRefreshing}
          onRefresh={refreshNow}
          onDeleted={(id) => {
            choose()
            if (id === openedId) open(null)
          }}
        />
        <ConnectorSearch query={query} />
        <ColumnChoice query={query} page={page} />
      </div>
      <div className={styles.bar}>
        <ConnectorFilters query={query} counts={props.counts} total={props.total} />
        <LiveState updatedAt={updatedAt} staleSince={staleSince} />
      </div>
      <div role="status" className="visually-hidden">
        {news}
      </div>
      {connectors.length > 0 ? (
        <ConnectorTable
          // What was held in place belongs to one view: another search or order begins anew.
          key={connectorQueryString(query, { page })}
          connectors={connectors}
          query={query}
          now={props.now}
          choice={actions && { chosenIds: chosen.map(({ id }) => id), toggle, toggleAll }}
          openedId={opened?.id ?? null}
          onOpen={openRow}
        />
      ) : (
        <div className={styles.noMatch}>
          <p>{t('noMatch')}</p>
          <LinkButton href="/data-connectors/connectors">{t('clearFilters')}</LinkButton>
        </div>
      )}
      <div className={styles.foot}>
        <DayStripLegend />
        {connectors.length > 0 && (
          <span className={styles.range}>
            {t('range', {
              first: (page - 1) * CONNECTOR_PAGE_SIZE + 1,
              last: (page - 1) * CONNECTOR_PAGE_SIZE + connectors.length,
              total: props.total,
            })}
          </span>
        )}
        <Paging
          base={`/data-connectors/connectors${connectorQueryString(query, { page: 1 })}`}
          page={page}
          pageCount={props.pageCount}
          label={t('pages')}
        />
      </div>
      {opened && (
        <ConnectorFlyout
          connector={opened}
          now={props.now}
          actions={actions}
          onClose={close}
          onStep={(step) => {
            const next = connectors[connectors.findIndex(({ id }) => id === opened.id) + step]
            if (next) openRow(next.id)
          }}
        />
      )}
    </section>
  )
}
