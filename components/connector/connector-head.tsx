import { Badge } from '@fluentui/react-components'
import type { Route } from 'next'
import { useFormatter, useTranslations } from 'next-intl'
import type { SyncAction } from '#components/connectors/connector-table.tsx'
import { StatusLabel } from '#components/connectors/status-label.tsx'
import { SyncNowButton } from '#components/connectors/sync-now-button.tsx'
import { TypeTile } from '#components/connectors/type-tile.tsx'
import { Link } from '#components/fields/link.tsx'
import { LinkButton } from '#components/fields/link-button.tsx'
import { PageHead } from '#components/shell/page-head.tsx'
import shell from '#components/shell/shell.module.css'
import styles from './connector.module.css'
import { DeleteConnectorDialog } from './delete-connector-dialog.tsx'
import type { DeleteAction } from './delete-connector-question.tsx'
import { LiveStatus } from './live-status.tsx'
import { type PauseAction, PauseButton } from './pause-button.tsx'
import { type RunFacts, whyNoRun } from './why-no-run.ts'

export type ConnectorActions = {
  sync: SyncAction
  pause: PauseAction
  resume: PauseAction
  delete: DeleteAction
}

export type ConnectorHeadFacts = RunFacts & {
  id: string
  name: string
  typeName: string
  canSync: boolean
  /** Items in quarantine. */
  waitingCount: number
}

const TABS = {
  overview: '',
  runs: '/runs',
  quarantine: '/quarantine',
  people: '/people',
  mapping: '/mapping',
  settings: '/settings',
  audit: '/audit',
} as const

/** Name, status, commands and tabs of a connector. Whoever may not change it is shown no command. */
export function ConnectorHead(props: {
  connector: ConnectorHeadFacts
  current: keyof typeof TABS
  canManage: boolean
  actions: ConnectorActions
}) {
  const t = useTranslations('connector')
  const tHome = useTranslations('dataConnectors')
  const { connector, actions } = props
  const base = `/data-connectors/connectors/${connector.id}`
  const syncReason = whyNoRun(connector)
  const who = { connectorId: connector.id, name: connector.name }
  return (
    <>
      <PageHead
        crumbs={[
          { label: tHome('title'), href: '/data-connectors' },
          { label: tHome('connectorsTab'), href: '/data-connectors/connectors' },
        ]}
        title={connector.name}
        icon={<TypeTile size="large" />}
        beside={<StatusLabel status={connector.status} />}
        actions={
          props.canManage && (
            <div className={styles.commands}>
              <SyncNowButton
                {...who}
                isEnabled={connector.canSync}
                disabledReason={syncReason && t(`noSync.${syncReason}`)}
                isProminent
                action={actions.sync}
              />
              <PauseButton
                {...who}
                isPaused={connector.isPaused}
                pauseAction={actions.pause}
                resumeAction={actions.resume}
              />
              <LinkButton href={`${base}/settings` as Route} label={t('editOf', { name: connector.name })}>
                {t('edit.edit')}
              </LinkButton>
              <DeleteConnectorDialog {...who} action={actions.delete} />
            </div>
          )
        }
      />
      <nav className={shell.tabs} aria-label={t('tabs')}>
        {(Object.keys(TABS) as (keyof typeof TABS)[]).map((tab) => (
          <Link
            key={tab}
            className={shell.tab}
            href={`${base}${TABS[tab]}` as Route}
            aria-current={tab === props.current ? 'page' : undefined}
          >
            {t(`tabNames.${tab}`)}
            {tab === 'quarantine' && connector.waitingCount > 0 && (
              <TabCount count={connector.waitingCount} />
            )}
          </Link>
        ))}
      </nav>
      <LiveStatus status={connector.status} />
    </>
  )
}

function TabCount({ count }: { count: number }) {
  const format = useFormatter()
  return (
    <Badge appearance="tint" color="informative" size="small">
      {format.number(count)}
    </Badge>
  )
}
