import { describe, expect, test } from 'vitest'
import { isStepOpen, stepToShow, WIZARD_STEPS, type WizardAnswers } from './wizard-steps.ts'
import { TERMS_VERSION } from './wizard-terms.ts'

const fresh: WizardAnswers = {
  state: 'draft',
  termsVersion: null,
  siteCheckedAt: null,
  mappingConfirmedAt: null,
}
const then = new Date('2026-11-22T08:00:00Z')

describe('the wizard', () => {
  test('begins with the terms, whatever address is typed', () => {
    for (const step of WIZARD_STEPS) expect(stepToShow(step, fresh)).toBe('terms')
  })

  test('lets nobody skip the login', () => {
    const accepted = { ...fresh, termsVersion: TERMS_VERSION, mappingConfirmedAt: then }
    expect(stepToShow('review', accepted)).toBe('login')
    expect(isStepOpen('review', accepted)).toBe(false)
    expect(isStepOpen('login', accepted)).toBe(true)
  })

  test('lets one go back', () => {
    const mapped = { ...fresh, termsVersion: TERMS_VERSION, siteCheckedAt: then, mappingConfirmedAt: then }
    expect(stepToShow('login', mapped)).toBe('login')
    expect(stepToShow('review', mapped)).toBe('review')
    expect(stepToShow('finish', mapped)).toBe('review')
  })

  test('asks again when the terms have changed since', () => {
    const stale = { ...fresh, termsVersion: '2020-01', siteCheckedAt: then, mappingConfirmedAt: then }
    expect(stepToShow('review', stale)).toBe('terms')
  })

  test('shows only the result once the connector exists, and takes no answer any more', () => {
    const active = {
      state: 'active',
      termsVersion: TERMS_VERSION,
      siteCheckedAt: then,
      mappingConfirmedAt: then,
    }
    for (const step of WIZARD_STEPS) {
      expect(stepToShow(step, active)).toBe('finish')
      expect(isStepOpen(step, active)).toBe(false)
    }
  })
})
