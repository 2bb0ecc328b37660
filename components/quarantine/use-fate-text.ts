import { useTranslations } from 'next-intl'
import { useDirectoryText } from '#components/mapping/use-directory-text.ts'
import { isDeliverable, type WaitingFate } from '#lib/domain/waiting.ts'

/** What would become now of something that waits: in a word, and where to or why not. */
export function useFateText(): (fate: WaitingFate) => { title: string; detail: string } {
  const t = useTranslations('quarantine')
  const directoryText = useDirectoryText()
  return ({ verdict, mailbox, version, problem }) => {
    const title = isDeliverable(verdict) ? (verdict === 'limit-raised' ? 'readAgain' : 'delivered') : 'stays'
    const values = {
      mailbox: mailbox ?? '',
      version: version ?? 0,
      problem: directoryText(problem) ?? '',
    }
    return { title: t(`fates.${title}`), detail: t(`why.${verdict}`, values) }
  }
}
