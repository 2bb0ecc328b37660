'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { LinkButton } from '#components/fields/link-button.tsx'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { useCall } from '#components/fields/use-call.ts'
import type { PendingUploads } from '#lib/domain/mapping-upload.ts'
import { PendingUpload } from './pending-upload.tsx'
import type { UploadActions } from './use-mapping-upload.ts'

/** On a page that leads to the review. */
export function PendingUploadAway(props: {
  connectorId: string
  pending: PendingUploads
  discard: UploadActions['discard']
}) {
  const router = useRouter()
  const { call, isPending, refusal } = useCall(props.discard)
  const { own, other } = props.pending
  return (
    <>
      <RefusalMessage refusal={refusal} />
      <PendingUpload
        own={own}
        other={other}
        goOn={(label) => (
          <LinkButton
            appearance="primary"
            href={
              `/data-connectors/connectors/${props.connectorId}/mapping/upload?upload=${own?.summary.id}` as Route
            }
          >
            {label}
          </LinkButton>
        )}
        isDiscarding={isPending}
        onDiscard={() => own && call({ uploadId: own.summary.id }, { onDone: () => router.refresh() })}
      />
    </>
  )
}
