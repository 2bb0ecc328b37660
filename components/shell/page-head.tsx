'use client'

import { ChevronRight12Regular } from '@fluentui/react-icons'
import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Link } from '#components/fields/link.tsx'
import styles from './shell.module.css'

export type Crumb = { label: string; href: Route }

/** Breadcrumb, title, and the page's actions at its right. */
export function PageHead(props: {
  crumbs?: Crumb[]
  title: string
  intro?: string
  icon?: ReactNode
  beside?: ReactNode
  actions?: ReactNode
}) {
  return (
    <>
      {props.crumbs && <Breadcrumb crumbs={props.crumbs} current={props.title} />}
      <div className={styles.titleRow}>
        {props.icon}
        <div className={props.beside ? '' : styles.titleText}>
          <h1>{props.title}</h1>
          {props.intro && <p className={styles.intro}>{props.intro}</p>}
        </div>
        {props.beside}
        {props.actions}
      </div>
    </>
  )
}

export function Breadcrumb({ crumbs, current }: { crumbs: Crumb[]; current: string }) {
  const t = useTranslations('shell')
  return (
    <nav className={styles.crumbs} aria-label={t('breadcrumb')}>
      <ol>
        {crumbs.map((crumb) => (
          <li key={crumb.href}>
            <Link href={crumb.href}>{crumb.label}</Link>
            <ChevronRight12Regular aria-hidden />
          </li>
        ))}
        <li aria-current="page">{current}</li>
      </ol>
    </nav>
  )
}
