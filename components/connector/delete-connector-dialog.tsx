'use client'

import { Delete20Regular } from '@fluentui/react-icons'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { OpeningButton } from '#components/fields/opening-button.tsx'
import { type DeleteAction, DeleteConnectorQuestion } from './delete-connector-question.tsx'

/** The button of a connector's own page, and the question before it. */
export function DeleteConnectorDialog(props: { connectorId: string; name: string; action: DeleteAction }) {
  const t = useTranslations('connector')
  const router = useRouter()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <OpeningButton
        text={t('delete')}
        label={t('deleteOf', { name: props.name })}
        icon={<Delete20Regular />}
        isOpen={isOpen}
        onOpen={() => setIsOpen(true)}
      />
      {isOpen && (
        <DeleteConnectorQuestion
          {...props}
          onClose={() => setIsOpen(false)}
          onDeleted={() => router.push('/data-connectors/connectors')}
        />
      )}
    </>
  )
}
