import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'

/** Why a run stopped, when it did. */
export function RunFailure({ code }: { code: string }) {
  const t = useTranslations('run')
  const key = `errors.${code}` as Parameters<typeof t>[0]
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t('errorTitle')}</MessageBarTitle>
        {t.has(key) ? t(key) : t('errors.other')} {t('errorCode', { code })}
      </MessageBarBody>
    </MessageBar>
  )
}
