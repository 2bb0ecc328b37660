'use client'

import { useEffect, useRef } from 'react'
import styles from './wizard.module.css'

/**
 * A step's title. It takes the focus when the step opens: the page changes under a person who pressed Next. A screen
 * reader says with it which of the steps this is.
 */
export function StepHeading({ title, intro }: { title: string; intro: string }) {
  const ref = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    // The step before may have been scrolled; a focus that scrolls would stop wherever the heading becomes visible.
    ref.current?.focus({ preventScroll: true })
    window.scrollTo(0, 0)
  }, [])
  return (
    <div>
      <h1 ref={ref} tabIndex={-1} aria-describedby="wizard-position">
        {title}
      </h1>
      <p className={styles.intro}>{intro}</p>
    </div>
  )
}
