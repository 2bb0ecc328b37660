'use client'

import { Button } from '@fluentui/react-components'
import { Dismiss20Regular } from '@fluentui/react-icons'
import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { TypeTile } from '#components/connectors/type-tile.tsx'
import { Breadcrumb } from '#components/shell/page-head.tsx'
import { WIZARD_STEPS } from '#lib/domain/wizard-steps.ts'
import { DraftSaved } from './draft-saved.tsx'
import { LeaveGuard, useLeaveWizard } from './leave-guard.tsx'
import { StepProgress } from './step-progress.tsx'
import styles from './wizard-frame.module.css'
import type { WizardPlace } from './wizard-place.ts'
import { WizardStepList } from './wizard-step-list.tsx'

/** A step's page: where one is, the steps at the left, help at the right. The footer belongs to the step's form. */
export function WizardFrame(props: { place: WizardPlace; help?: ReactNode; children: ReactNode }) {
  const { place, help } = props
  const t = useTranslations('wizard')
  const [areStepsOpen, setAreStepsOpen] = useState(false)
  const exit = (
    place.step === 'finish' ? '/data-connectors/connectors' : `/data-connectors/${place.typeId}`
  ) as Route
  return (
    <LeaveGuard connectorId={place.connectorId} exit={exit} doneSteps={place.doneSteps}>
      <WizardBar
        place={place}
        progress={
          <StepProgress
            step={place.step}
            isOpen={areStepsOpen}
            controls="wizard-steps"
            onToggle={() => setAreStepsOpen(!areStepsOpen)}
          />
        }
      />
      <div className={styles.body}>
        <nav id="wizard-steps" className={styles.steps} data-open={areStepsOpen} aria-label={t('steps')}>
          <WizardStepList place={place} />
        </nav>
        <main id="content" className={styles.main} tabIndex={-1}>
          <p id="wizard-position" className="visually-hidden">
            {t('position', { number: WIZARD_STEPS.indexOf(place.step) + 1, count: WIZARD_STEPS.length })}
          </p>
          <div className={styles.column}>{props.children}</div>
          {help && <aside className={styles.help}>{help}</aside>}
        </main>
      </div>
    </LeaveGuard>
  )
}

function WizardBar({ place, progress }: { place: WizardPlace; progress: ReactNode }) {
  const t = useTranslations('wizard')
  const tHome = useTranslations('dataConnectors')
  const leave = useLeaveWizard()
  return (
    <div className={styles.bar}>
      <span className={styles.wide}>
        <TypeTile />
        <Breadcrumb
          crumbs={[
            { label: tHome('title'), href: '/data-connectors' },
            { label: place.typeName, href: `/data-connectors/${place.typeId}` as Route },
          ]}
          current={t('crumb')}
        />
        {place.step !== 'finish' && place.doneSteps.length > 0 && <DraftSaved at={place.savedAt} />}
      </span>
      <span className={styles.narrow}>{progress}</span>
      <Button
        className={styles.close ?? ''}
        appearance="subtle"
        icon={<Dismiss20Regular />}
        aria-label={t('close')}
        onClick={leave}
      />
    </div>
  )
}
