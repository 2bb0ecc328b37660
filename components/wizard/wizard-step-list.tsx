'use client'

import { Checkmark12Filled } from '@fluentui/react-icons'
import type { Route } from 'next'
import { useFormatter, useTranslations } from 'next-intl'
import { Link } from '#components/fields/link.tsx'
import { WIZARD_STEPS, type WizardStep } from '#lib/domain/wizard-steps.ts'
import rail from './step-rail.module.css'
import { useBrowserTimeZone } from './use-browser-time-zone.ts'
import styles from './wizard-frame.module.css'
import type { WizardPlace } from './wizard-place.ts'

/** Done, current and to come. Steps that may be shown are links; a later one is not reachable. */
export function WizardStepList({ place }: { place: WizardPlace }) {
  return (
    <ol>
      {WIZARD_STEPS.map((step) => (
        <StepEntry key={step} step={step} place={place} />
      ))}
    </ol>
  )
}

function StepEntry({ step, place }: { step: WizardStep; place: WizardPlace }) {
  const t = useTranslations('wizard')
  const isCurrent = step === place.step
  const isDone = place.doneSteps.includes(step)
  const state = isCurrent && step !== 'finish' ? 'current' : isDone ? 'done' : 'to-come'
  return (
    <li
      className={`${rail.step} ${styles.step}`}
      data-state={state}
      aria-current={isCurrent ? 'step' : undefined}
    >
      <span className={rail.dot} aria-hidden>
        {state === 'done' && <Checkmark12Filled />}
      </span>
      <span className={styles.stepName}>
        {!isCurrent && place.openSteps.includes(step) ? (
          <Link href={`/data-connectors/${place.typeId}/add/${place.connectorId}/${step}` as Route}>
            {t(step)}
          </Link>
        ) : (
          <span>{t(step)}</span>
        )}
        {isDone && <span className="visually-hidden"> ({t('stepDone')})</span>}
        {isDone && <StepFact step={step} facts={place.facts} />}
      </span>
    </li>
  )
}

function StepFact({ step, facts }: { step: WizardStep; facts: WizardPlace['facts'] }) {
  const t = useTranslations('wizard.facts')
  const format = useFormatter()
  const timeZone = useBrowserTimeZone() ?? 'UTC'
  const time = { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const texts: Record<WizardStep, string> = {
    terms: t('terms', { version: facts.termsVersion ?? '' }),
    login: facts.username,
    mapping: t(facts.mapping.automatic ? 'mappingOn' : 'mappingOff', { rowCount: facts.mapping.rowCount }),
    review: t('review'),
    finish: facts.finishedAt ? t('finish', { when: format.dateTime(facts.finishedAt, time) }) : '',
  }
  return <span className={styles.fact}>{texts[step]}</span>
}
