'use client'

import { ProgressBar } from '@fluentui/react-components'
import { CheckmarkCircle32Filled } from '@fluentui/react-icons'
import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import { LiveRefresh } from '#components/connectors/live-refresh.tsx'
import { LinkButton } from '#components/fields/link-button.tsx'
import { isMoving } from '#lib/domain/connector-status.ts'
import styles from './finish.module.css'
import { FinishNext } from './finish-next.tsx'
import { type FirstRun, FirstRunCard } from './first-run-card.tsx'
import { StepHeading } from './step-heading.tsx'
import forms from './wizard.module.css'
import frame from './wizard-frame.module.css'

/** The result. It stays true when the page is loaded again, and in a second tab. */
export function FinishStep(props: {
  address: { typeId: string; connectorId: string }
  name: string
  messageClass: string
  run: FirstRun | null
  nextRunAt: Date
  timeZone: string
}) {
  const t = useTranslations('finish')
  const tStatus = useTranslations('status')
  const { run, name } = props
  const isUnderWay = run !== null && isMoving(run.status)
  const connectorPage = `/data-connectors/connectors/${props.address.connectorId}`
  return (
    <div className={forms.form}>
      <div className={styles.ready}>
        <CheckmarkCircle32Filled aria-hidden />
        <StepHeading
          title={t('title')}
          intro={isUnderWay ? t('intro', { name }) : t('introDone', { name })}
        />
      </div>
      <LiveRefresh isMoving={isUnderWay} announcement={run ? tStatus(run.status.kind) : ''} />
      <FirstRunCard
        run={run}
        runPage={run && `${connectorPage}/runs/${run.id}`}
        nextRunAt={props.nextRunAt}
        timeZone={props.timeZone}
        progress={
          run?.status.kind === 'importing' &&
          run.status.percent !== null && (
            <ProgressBar value={run.status.percent / 100} aria-label={t('firstRun')} />
          )
        }
      />
      <FinishNext
        messageClass={props.messageClass}
        quarantinedCount={run?.counts.itemsQuarantined ?? 0}
        runPage={run && `${connectorPage}/runs/${run.id}`}
        runsPage={`${connectorPage}/runs`}
      />
      <div className={frame.footer}>
        <LinkButton href="/data-connectors/connectors" appearance="primary">
          {t('toConnectors')}
        </LinkButton>
        <LinkButton href={connectorPage as Route}>{t('toConnector')}</LinkButton>
        <span className={frame.footerEnd}>
          <LinkButton href={`/data-connectors/${props.address.typeId}` as Route}>{t('another')}</LinkButton>
        </span>
      </div>
    </div>
  )
}
