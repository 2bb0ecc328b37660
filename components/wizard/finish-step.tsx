'use client'

import { CheckmarkCircle32Filled } from '@fluentui/react-icons'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { LiveRefresh } from '#components/connectors/live-refresh.tsx'
import { StatusLabel } from '#components/connectors/status-label.tsx'
import cards from '#components/fields/card.module.css'
import { LinkButton } from '#components/fields/link-button.tsx'
import { type ConnectorStatus, isMoving } from '#lib/domain/connector-status.ts'
import { StepHeading } from './step-heading.tsx'
import styles from './wizard.module.css'

/** The result. It stays true when the page is loaded again. */
export function FinishStep(props: {
  connectorId: string
  name: string
  run: { id: string; status: ConnectorStatus; imported: number } | null
}) {
  const t = useTranslations('finish')
  const tStatus = useTranslations('status')
  const tConnectors = useTranslations('connectors')
  const { run, name } = props
  const isUnderWay = run !== null && isMoving(run.status)
  return (
    <>
      <div className={styles.ready}>
        <CheckmarkCircle32Filled aria-hidden />
        <StepHeading
          title={t('title')}
          intro={isUnderWay ? t('intro', { name }) : t('introDone', { name })}
        />
      </div>
      <LiveRefresh isMoving={isUnderWay} announcement={run ? tStatus(run.status.kind) : ''} />
      <section className={cards.card}>
        <div className={cards.cardHead}>
          <h2>{t('firstRun')}</h2>
          {run && (
            <Link href={`/data-connectors/connectors/${props.connectorId}/runs/${run.id}`}>{t('watch')}</Link>
          )}
        </div>
        {run ? (
          <div className={cards.stack}>
            <StatusLabel status={run.status} />
            <p>{tConnectors('imported', { count: run.imported })}</p>
          </div>
        ) : (
          <p>{t('noRun')}</p>
        )}
      </section>
      <div className={styles.footer}>
        <LinkButton href="/data-connectors/connectors" appearance="primary">
          {t('toConnectors')}
        </LinkButton>
      </div>
    </>
  )
}
