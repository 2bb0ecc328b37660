import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import { When } from '#components/fields/when.tsx'
import type { RunCheck } from '#lib/domain/run-check.ts'
import styles from './run.module.css'

/** What looking through the folders after the run has found. Not there before, nor when the run has sent nothing. */
export function RunCheckCard({ check, timeZone }: { check: RunCheck | null; timeZone: string }) {
  const t = useTranslations('run.folderCheck')
  if (!check || check.folders === 0) return null
  return (
    <section className={`${cards.card} ${cards.stack}`}>
      <h2>{t('title')}</h2>
      <p>
        {t('summary', { folders: check.folders, messages: check.messages, doubles: check.doubles })}{' '}
        <span className={cards.quiet}>
          <When at={check.checkedAt} timeZone={timeZone} />
        </span>
      </p>
      {check.alreadyThere > 0 && <AlreadyThere count={check.alreadyThere} />}
      {check.doubles > 0 && <Doubles doubles={check.doubles} items={check.doubleItems} />}
      {check.incomplete > 0 && <NotChecked count={check.incomplete} folders={check.notChecked} />}
    </section>
  )
}

function AlreadyThere({ count }: { count: number }) {
  const t = useTranslations('run.folderCheck')
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t('alreadyThereTitle', { count })}</MessageBarTitle>
        {t('alreadyThereText')}
      </MessageBarBody>
    </MessageBar>
  )
}

function Doubles({ doubles, items }: { doubles: number; items: RunCheck['doubleItems'] }) {
  const t = useTranslations('run.folderCheck')
  const tRun = useTranslations('run')
  return (
    <>
      <MessageBar intent="error" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{t('doublesTitle', { doubles })}</MessageBarTitle>
          {t('doublesText')}
        </MessageBarBody>
      </MessageBar>
      {items.length > 0 && (
        <table className={cards.table}>
          <thead>
            <tr>
              <th scope="col">{tRun('subject')}</th>
              <th scope="col">{tRun('mailbox')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={`${item.itemId} ${item.mailbox}`}>
                <td data-label={tRun('subject')}>
                  <div>
                    {item.subject || tRun('noSubject')}
                    <div className={cards.mono}>{item.archiveMessageId}</div>
                  </div>
                </td>
                <td data-label={tRun('mailbox')}>{item.mailbox}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}

function NotChecked({ count, folders }: { count: number; folders: RunCheck['notChecked'] }) {
  const t = useTranslations('run.folderCheck')
  return (
    <>
      <p>{t('incomplete', { count })}</p>
      <ul className={styles.people}>
        {folders.map(({ mailbox, outcome, detail }) => (
          <li key={mailbox}>
            <bdi>{mailbox}</bdi>: {t(outcome === 'partly' ? 'partly' : 'notChecked')}{' '}
            {detail && <span className={cards.mono}>{detail}</span>}
          </li>
        ))}
      </ul>
    </>
  )
}
