import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'

/** Why a run stopped, when it did. */
export function RunFailure({ code, detail }: { code: string; detail: string | null }) {
  const t = useTranslations('run')
  const key = `errors.${code}` as Parameters<typeof t>[0]
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t('errorTitle')}</MessageBarTitle>
        {t.has(key) ? t(key) : t('errors.other')} {t('errorKept')}
        <br />
        {detail && (
          <>
            <span className={cards.quiet}>{detail}</span>
            <br />
          </>
        )}
        <span className={cards.mono}>{t('errorCode', { code })}</span>
      </MessageBarBody>
    </MessageBar>
  )
}
