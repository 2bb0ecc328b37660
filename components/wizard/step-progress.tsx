'use client'

import { Button } from '@fluentui/react-components'
import { ChevronDown20Regular, ChevronUp20Regular } from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import { WIZARD_STEPS, type WizardStep } from '#lib/domain/wizard-steps.ts'
import styles from './wizard-frame.module.css'

/** On a narrow screen: how far one is, what comes next, and the button that opens the list of steps. */
export function StepProgress(props: {
  step: WizardStep
  isOpen: boolean
  controls: string
  onToggle: () => void
}) {
  const t = useTranslations('wizard')
  const number = WIZARD_STEPS.indexOf(props.step) + 1
  const next = WIZARD_STEPS[number]
  return (
    <>
      <ProgressRing number={number} count={WIZARD_STEPS.length} />
      <span className={styles.where}>
        <span className={styles.whereName}>{t(props.step)}</span>
        {next && <span className={styles.whereNext}>{t('nextStep', { step: t(next) })}</span>}
      </span>
      <Button
        appearance="subtle"
        className={styles.touch ?? ''}
        icon={props.isOpen ? <ChevronUp20Regular /> : <ChevronDown20Regular />}
        iconPosition="after"
        aria-expanded={props.isOpen}
        aria-controls={props.controls}
        onClick={props.onToggle}
      >
        {t('steps')}
      </Button>
    </>
  )
}

const RADIUS = 16
const CIRCUMFERENCE = 2 * Math.PI * RADIUS

function ProgressRing({ number, count }: { number: number; count: number }) {
  return (
    <span className={styles.ring} aria-hidden>
      <svg viewBox="0 0 36 36">
        <title>{`${number}/${count}`}</title>
        <circle className={styles.ringRest} cx="18" cy="18" r={RADIUS} />
        <circle
          className={styles.ringDone}
          cx="18"
          cy="18"
          r={RADIUS}
          strokeDasharray={`${(number / count) * CIRCUMFERENCE} ${CIRCUMFERENCE}`}
        />
      </svg>
      <span>
        {number}/{count}
      </span>
    </span>
  )
}
