import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'

/** People for whom Microsoft 365 gave no answer: nothing was decided about them. Not there when all were answered. */
export function RunUnanswered({ people }: { people: number }) {
  const t = useTranslations('run')
  if (people === 0) return null
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t('unansweredTitle', { people })}</MessageBarTitle>
        {t('unanswered', { people })}
      </MessageBarBody>
    </MessageBar>
  )
}
