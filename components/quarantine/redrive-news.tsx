'use client'

import { MessageBar, MessageBarBody, ProgressBar } from '@fluentui/react-components'
import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import { Link } from '#components/fields/link.tsx'
import styles from './quarantine.module.css'
import type { Redriven } from './use-redrive.ts'

/** How far a delivery has come, and in the end what it has delivered. */
export function RedriveNews({ redriven, connectorId }: { redriven: Redriven | null; connectorId: string }) {
  const t = useTranslations('quarantine.news')
  const progress = redriven?.progress
  const isOver = progress?.isOver ?? false
  const hasProblem = isOver && (progress?.hasFailed || (progress?.failed ?? 0) > 0 || progress?.items === 0)
  return (
    <div role="status">
      {redriven && (
        <MessageBar intent={isOver ? (hasProblem ? 'warning' : 'success') : 'info'} layout="multiline">
          <MessageBarBody>
            <div className={styles.paragraphs}>
              <span>
                {progress?.isOver
                  ? progress.hasFailed
                    ? t('failed')
                    : t('delivered', {
                        items: progress.items,
                        failed: progress.failed,
                        staying: progress.staying,
                      })
                  : t('underWay', { count: redriven.itemCount })}{' '}
                <Link href={`/data-connectors/connectors/${connectorId}/runs/${redriven.runId}` as Route}>
                  {t('viewRun')}
                </Link>
              </span>
              {!isOver && (
                <ProgressBar
                  aria-label={t('progress')}
                  {...(progress && progress.deliveries > 0
                    ? { value: progress.done, max: progress.deliveries }
                    : {})}
                />
              )}
            </div>
          </MessageBarBody>
        </MessageBar>
      )}
    </div>
  )
}
