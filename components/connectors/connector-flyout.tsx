'use client'

import { Button, DrawerBody, DrawerHeader, OverlayDrawer } from '@fluentui/react-components'
import { Dismiss24Regular } from '@fluentui/react-icons'
import type { Route } from 'next'
import { useFormatter, useTranslations } from 'next-intl'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { type PauseAction, PauseButton } from '#components/connector/pause-button.tsx'
import { whyNoRun } from '#components/connector/why-no-run.ts'
import cards from '#components/fields/card.module.css'
import { Link } from '#components/fields/link.tsx'
import { LinkButton } from '#components/fields/link-button.tsx'
import { When } from '#components/fields/when.tsx'
import { connectorSentence } from '#lib/domain/connector-sentence.ts'
import { deliveriesBook, itemsBook } from '#lib/domain/run-books.ts'
import { Age } from './age.tsx'
import type { ConnectorTableRow, SyncAction } from './connector-table.tsx'
import { ConnectorWarnings } from './connector-warnings.tsx'
import styles from './connectors.module.css'
import { WideDayStrip } from './day-strip.tsx'
import { FlyoutRun } from './flyout-run.tsx'
import { StatusLabel } from './status-label.tsx'
import { SyncNowButton } from './sync-now-button.tsx'
import { TypeTile } from './type-tile.tsx'

export type FlyoutConnector = ConnectorTableRow & {
  folderName: string
  scheduleTime: string
  createdBy: string
  createdAt: Date
}

/** Those of the connector's pages that stand in its flyout; each is a page of its own, and so a link. */
const PAGES = ['runs', 'quarantine', 'people', 'mapping', 'settings', 'audit'] as const

/** Null: to read only. */
export type FlyoutActions = { sync: SyncAction; pause: PauseAction; resume: PauseAction } | null

/**
 * A connector beside the table: how it does, what its last run brought, and what can be done. Not modal: the table
 * stays in use. There only while it is open, as ConfirmDialog is.
 */
export function ConnectorFlyout(props: {
  connector: FlyoutConnector
  now: Date
  actions: FlyoutActions
  onClose: () => void
  /** Up and down in the flyout's title go to the connector before and after. */
  onStep: (step: 1 | -1) => void
}) {
  const t = useTranslations('flyout')
  const tConnector = useTranslations('connector')
  const titleRef = useRef<HTMLHeadingElement>(null)
  const { connector, actions } = props
  // Once: it stays where it is while the rows are walked through.
  useEffect(() => titleRef.current?.focus(), [])
  const base = `/data-connectors/connectors/${connector.id}`
  const syncReason = whyNoRun(connector)
  const who = { connectorId: connector.id, name: connector.name }

  function onTitleKey(event: KeyboardEvent) {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    props.onStep(event.key === 'ArrowDown' ? 1 : -1)
  }
  return (
    <OverlayDrawer
      open
      modalType="non-modal"
      position="end"
      className={styles.flyout ?? ''}
      aria-labelledby="connector-flyout-title"
      onOpenChange={(_, data) => {
        if (!data.open) props.onClose()
      }}
    >
      <DrawerHeader>
        <div className={styles.flyoutHead}>
          <TypeTile size="large" />
          <div className={styles.flyoutTitle}>
            <h2 id="connector-flyout-title" ref={titleRef} tabIndex={-1} onKeyDown={onTitleKey}>
              {connector.name}
            </h2>
            <p className={styles.quiet}>{connector.typeName}</p>
          </div>
          <Button
            appearance="subtle"
            icon={<Dismiss24Regular />}
            aria-label={t('close')}
            onClick={props.onClose}
          />
        </div>
        <div className={styles.flyoutCommands}>
          <LinkButton href={base as Route} appearance="primary">
            {t('open')}
          </LinkButton>
          {actions && (
            <>
              <SyncNowButton
                key={`sync-${connector.id}`}
                {...who}
                isEnabled={connector.canSync}
                disabledReason={syncReason && tConnector(`noSync.${syncReason}`)}
                isLarge
                action={actions.sync}
              />
              <PauseButton
                key={`pause-${connector.id}`}
                {...who}
                isPaused={connector.isPaused}
                pauseAction={actions.pause}
                resumeAction={actions.resume}
              />
              <LinkButton
                href={`${base}/settings` as Route}
                label={tConnector('editOf', { name: connector.name })}
              >
                {tConnector('edit.edit')}
              </LinkButton>
            </>
          )}
        </div>
        <nav className={styles.flyoutLinks} aria-label={t('links')}>
          {PAGES.map((page) => (
            <Link key={page} href={`${base}/${page}` as Route}>
              {tConnector(`tabNames.${page}`)}
            </Link>
          ))}
        </nav>
      </DrawerHeader>
      <DrawerBody>
        <div className={styles.flyoutBody}>
          <State connector={connector} />
          {connector.lastRun ? (
            <>
              <FlyoutRun run={connector.lastRun} timeZone={connector.timeZone} />
              <Link href={`${base}/runs/${connector.lastRun.id}` as Route}>{t('report')}</Link>
            </>
          ) : (
            <p>{t('noRun')}</p>
          )}
          <section aria-labelledby="flyout-days">
            <h3 id="flyout-days" className={styles.flyoutRunTitle}>
              {t('days')}
            </h3>
            <WideDayStrip days={connector.days} />
          </section>
          <Facts {...props} />
        </div>
      </DrawerBody>
    </OverlayDrawer>
  )
}

function State({ connector }: { connector: FlyoutConnector }) {
  const t = useTranslations('connector.overview')
  const { status, lastRun: run } = connector
  const books = run && { items: itemsBook(run.counts), deliveries: deliveriesBook(run.counts) }
  return (
    <section className={cards.card}>
      <StatusLabel status={status} />
      <p className={styles.flyoutSentence}>
        {/* That a run is late stands among the warnings below. */}
        {t(connectorSentence(status, books, false), {
          items: run?.counts.itemsAvailable ?? 0,
          done: run ? run.counts.deliveriesAvailable - run.counts.pending : 0,
          deliveries: run?.counts.deliveriesAvailable ?? 0,
        })}
      </p>
      <ConnectorWarnings
        connectorId={connector.id}
        warnings={connector.warnings}
        errorCode={status.kind === 'failed' ? (run?.errorCode ?? null) : null}
      />
    </section>
  )
}

function Facts({ connector, now }: { connector: FlyoutConnector; now: Date }) {
  const t = useTranslations('flyout')
  const format = useFormatter()
  const { timeZone } = connector
  return (
    <dl className={cards.facts}>
      <dt>{t('newest')}</dt>
      <dd>
        {connector.newestMessageAt ? (
          <>
            <When at={connector.newestMessageAt} timeZone={timeZone} /> (
            <Age at={connector.newestMessageAt} now={now} timeZone={timeZone} />)
          </>
        ) : (
          t('newestNone')
        )}
      </dd>
      <dt>{t('quarantine')}</dt>
      <dd>{t('quarantineCount', { count: connector.quarantinedCount })}</dd>
      <dt>{t('next')}</dt>
      <dd>{connector.nextRunAt ? <When at={connector.nextRunAt} timeZone={timeZone} /> : t('nextPaused')}</dd>
      <dt>{t('schedule')}</dt>
      <dd>{t('daily', { time: connector.scheduleTime, timeZone })}</dd>
      <dt>{t('folder')}</dt>
      <dd>{connector.folderName}</dd>
      <dt>{t('created')}</dt>
      <dd>
        {t('createdBy', {
          name: connector.createdBy,
          date: format.dateTime(connector.createdAt, {
            timeZone,
            day: 'numeric',
            month: 'short',
            year: 'numeric',
          }),
        })}
      </dd>
      <dt>{t('id')}</dt>
      <dd className={cards.mono}>{connector.id}</dd>
    </dl>
  )
}
