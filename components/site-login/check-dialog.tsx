'use client'

import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  ProgressBar,
} from '@fluentui/react-components'
import { Dismiss24Regular } from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { SITE_CHECKS } from '#lib/domain/site-checks.ts'
import { ChangedHostKey } from './changed-host-key.tsx'
import { CheckList } from './check-list.tsx'
import type { CheckProgress } from './check-progress.ts'
import { HostKeyQuestion } from './host-key-question.tsx'
import styles from './site-login.module.css'
import type { SiteLogin } from './use-site-login.ts'

/**
 * Each check as it happens. Closed, the checks go on; the button that opened it shows them again. Like every dialog here
 * it is there only while it is open.
 */
export function CheckDialog({ login, onDone }: { login: SiteLogin; onDone: () => void }) {
  return login.isDialogOpen ? <OpenDialog login={login} onDone={onDone} /> : null
}

function OpenDialog({ login, onDone }: { login: SiteLogin; onDone: () => void }) {
  const t = useTranslations('siteCheck')
  const tRefusal = useTranslations('refusals')
  const { progress, form } = login
  const { phase, refusal } = progress
  const { host = '', port, username = '', folder = '' } = form.getValues()
  const [isConfirmed, setConfirmed] = useState(false)
  const detailRef = useRef<HTMLDivElement>(null)
  const doneRef = useRef<HTMLSpanElement>(null)
  // What had the focus may be gone with the phase; and a decision is not to be made by a key that was pressed for "Next".
  useEffect(() => {
    if (phase === 'passed') doneRef.current?.querySelector('button')?.focus()
    else if (phase !== 'running') detailRef.current?.focus()
  }, [phase])

  const hostKey = String(refusal?.values?.offeredHostKey ?? '')
  const sentence = refusal ? tRefusal(refusal.code, refusal.values ?? {}) : ''
  return (
    <Dialog open modalType="modal" onOpenChange={(_, data) => !data.open && login.closeDialog()}>
      <DialogSurface className={styles.surface ?? ''}>
        <DialogBody>
          <DialogTitle
            action={
              <Button
                appearance="subtle"
                aria-label={t('close')}
                icon={<Dismiss24Regular />}
                onClick={login.closeDialog}
              />
            }
          >
            {t('title')}
          </DialogTitle>
          <DialogContent className={styles.dialogContent ?? ''}>
            <p>
              {t('place', { host, port: String(port ?? '') })} {t(...headline(progress))}
            </p>
            <ProgressBar
              aria-label={t('progress')}
              value={doneCount(progress)}
              max={SITE_CHECKS.length}
              thickness="medium"
            />
            <CheckList
              lines={progress.lines}
              names={{ username, folder }}
              detail={
                <div ref={detailRef} tabIndex={-1} className={styles.detail}>
                  {phase === 'asking' ? (
                    <HostKeyQuestion hostKey={hostKey} algorithm={String(refusal?.values?.algorithm ?? '')} />
                  ) : phase === 'changed-key' ? (
                    <ChangedHostKey
                      sentence={sentence}
                      trustedHostKey={String(refusal?.values?.trustedHostKey ?? '')}
                      offeredHostKey={hostKey}
                      isConfirmed={isConfirmed}
                      onConfirmedChange={setConfirmed}
                    />
                  ) : (
                    <p className={styles.failure}>{sentence}</p>
                  )}
                </div>
              }
            />
            <News progress={progress} names={{ username, folder }} />
          </DialogContent>
          <DialogActions fluid className={styles.actions ?? ''}>
            {phase === 'running' && (
              <>
                <span className={styles.quiet}>{t('nothingKept')}</span>
                <Button onClick={login.stop}>{t('cancel')}</Button>
              </>
            )}
            {phase === 'asking' && (
              <>
                <span className={styles.quiet}>{t('nothingKept')}</span>
                <Button onClick={login.closeDialog}>{t('dontTrust')}</Button>
                <Button appearance="primary" onClick={() => login.trust(hostKey)}>
                  {t('trust')}
                </Button>
              </>
            )}
            {phase === 'changed-key' && (
              <>
                <Button disabledFocusable={!isConfirmed} onClick={() => isConfirmed && login.trust(hostKey)}>
                  {t('trustNew')}
                </Button>
                <Button appearance="primary" onClick={login.closeDialog}>
                  {t('close')}
                </Button>
              </>
            )}
            {phase === 'failed' && (
              <>
                <Button onClick={login.retry}>{t('retry')}</Button>
                <Button appearance="primary" onClick={login.closeDialog}>
                  {t('backToForm')}
                </Button>
              </>
            )}
            {phase === 'passed' && (
              <span ref={doneRef} className={styles.end}>
                <Button appearance="primary" onClick={onDone}>
                  {t('continue')}
                </Button>
              </span>
            )}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}

/** Each result, to a screen reader, when it is known. */
function News({ progress, names }: { progress: CheckProgress; names: { username: string; folder: string } }) {
  const t = useTranslations('siteCheck')
  const { news, phase } = progress
  return (
    <div role="status" className="visually-hidden">
      {news && `${t(`checks.${news.check}`, names)}: ${t(`state.${news.state}`)}. `}
      {phase !== 'running' && phase !== 'idle' && t(...headline(progress))}
    </div>
  )
}

function doneCount({ lines }: CheckProgress): number {
  return lines.filter((line) => line.state === 'passed' || line.state === 'warning').length
}

type Headline = 'running' | 'asking' | 'failed' | 'passed' | 'passedEmpty'

function headline(progress: CheckProgress): [Headline, { number: number; total: number }] {
  const total = SITE_CHECKS.length
  const at = { number: Math.min(doneCount(progress) + 1, total), total }
  if (progress.phase === 'passed')
    return [progress.result?.packages.count === 0 ? 'passedEmpty' : 'passed', at]
  if (progress.phase === 'asking') return ['asking', at]
  return [progress.phase === 'running' ? 'running' : 'failed', at]
}
