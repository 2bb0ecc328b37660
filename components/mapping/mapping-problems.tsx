'use client'

import { MessageBar, MessageBarBody } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import type { useConfirmUpload } from './use-confirm-upload.ts'

/** Above the button: why it has not stored anything, and what it means to press it now. */
export function MappingProblems(props: {
  confirmation: ReturnType<typeof useConfirmUpload>
  /** By neither rule. */
  mapsNobody: boolean
}) {
  const t = useTranslations('mapping')
  const { obstacle, isChecking } = props.confirmation
  return (
    <>
      {obstacle && (
        <div role="alert">
          <MessageBar intent="error" layout="multiline">
            <MessageBarBody>{t(obstacle)}</MessageBarBody>
          </MessageBar>
        </div>
      )}
      {props.mapsNobody && (
        <div role="status">
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{t('nothingMapped')}</MessageBarBody>
          </MessageBar>
        </div>
      )}
      {isChecking && <p className={cards.quiet}>{t('checkGoesOn')}</p>}
    </>
  )
}
