'use client'

import { Checkmark12Filled, Dismiss20Regular } from '@fluentui/react-icons'
import type { Route } from 'next'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { TypeTile } from '#components/connectors/type-tile.tsx'
import { When } from '#components/fields/when.tsx'
import { Breadcrumb } from '#components/shell/page-head.tsx'
import { WIZARD_STEPS, type WizardStep } from '#lib/domain/wizard-steps.ts'
import styles from './wizard.module.css'

export type WizardPlace = {
  typeId: string
  typeName: string
  connectorId: string
  step: WizardStep
  doneSteps: WizardStep[]
  savedAt: Date
}

/** A step's page: where one is, the steps at the left, help at the right. The footer belongs to the step's form. */
export function WizardFrame({
  place,
  help,
  children,
}: {
  place: WizardPlace
  help?: ReactNode
  children: ReactNode
}) {
  const t = useTranslations('wizard')
  const tHome = useTranslations('dataConnectors')
  const productPage = `/data-connectors/${place.typeId}` as Route
  return (
    <>
      <div className={styles.bar}>
        <TypeTile />
        <Breadcrumb
          crumbs={[
            { label: tHome('title'), href: '/data-connectors' },
            { label: place.typeName, href: productPage },
          ]}
          current={t('crumb')}
        />
        {place.step !== 'finish' && (
          <span className={styles.saved}>
            {t.rich('draftSaved', { when: () => <When at={place.savedAt} timeZone="UTC" /> })}
          </span>
        )}
        <Link className={styles.close} href={productPage} aria-label={t('close')}>
          <Dismiss20Regular aria-hidden />
        </Link>
      </div>
      <div className={styles.body}>
        <nav className={styles.steps} aria-label={t('steps')}>
          <ol>
            {WIZARD_STEPS.map((step) => (
              <StepEntry key={step} step={step} place={place} />
            ))}
          </ol>
        </nav>
        <main id="content" className={styles.main} tabIndex={-1}>
          <div className={styles.form}>{children}</div>
          {help && <aside className={styles.help}>{help}</aside>}
        </main>
      </div>
    </>
  )
}

function StepEntry({ step, place }: { step: WizardStep; place: WizardPlace }) {
  const t = useTranslations('wizard')
  const isCurrent = step === place.step
  const isDone = place.doneSteps.includes(step)
  const mayGoBack = isDone && !isCurrent && place.step !== 'finish'
  const dot = isCurrent && !isDone ? styles.dotCurrent : isDone ? styles.dotDone : ''
  return (
    <li className={styles.step} aria-current={isCurrent ? 'step' : undefined}>
      <span className={`${styles.dot} ${dot}`} aria-hidden>
        {isDone && <Checkmark12Filled />}
      </span>
      <span className={styles.stepName}>
        {mayGoBack ? (
          <Link href={`/data-connectors/${place.typeId}/add/${place.connectorId}/${step}` as Route}>
            {t(step)}
          </Link>
        ) : (
          t(step)
        )}
        {isDone && <span className="visually-hidden"> ({t('stepDone')})</span>}
      </span>
    </li>
  )
}
