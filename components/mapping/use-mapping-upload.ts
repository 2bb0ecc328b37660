'use client'

import { useSearchParams } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { useSessionEnded } from '#components/fields/session-guard.tsx'
import { type Action, useCall } from '#components/fields/use-call.ts'
import type { Refusal } from '#lib/domain/action-result.ts'
import type { CsvEncoding } from '#lib/domain/mapping-csv-encoding.ts'
import {
  type CsvSeparator,
  MAPPING_UPLOAD_LARGEST_BYTES,
  type MappingColumns,
  type MappingUploadSummary,
  type PendingUploads,
} from '#lib/domain/mapping-upload.ts'
import { sendUpload } from './send-upload.ts'
import { useUploadNews } from './use-upload-news.ts'

export type ReadMappingUploadAgainInput = {
  uploadId: string
  encoding: CsvEncoding
  separator: CsvSeparator
  defaultCountry: string | null
  columns: MappingColumns | null
}

export type UploadActions = {
  readAgain: Action<ReadMappingUploadAgainInput, MappingUploadSummary>
  discard: Action<{ uploadId: string }, null>
}

/** In the address while an upload is under review, so that a reload comes back to it. */
const UPLOAD_PARAMETER = 'upload'

export type UploadSource = { fileName: string | null; body: Blob }

export type UploadPhase =
  | { kind: 'none' }
  | { kind: 'sending'; fileName: string | null; sentBytes: number; totalBytes: number }
  | { kind: 'there'; summary: MappingUploadSummary }

export type MappingUpload = ReturnType<typeof useMappingUpload>

/** One upload of a page: sent, called off, read again with other choices, looked after while the directory is asked. */
export function useMappingUpload(connectorId: string, actions: UploadActions, pending: PendingUploads) {
  // One that stands in the address was under review when the page was read anew.
  const inAddress = useSearchParams().get(UPLOAD_PARAMETER)
  const [phase, setPhase] = useState<UploadPhase>(() =>
    pending.own && pending.own.summary.id === inAddress
      ? { kind: 'there', summary: pending.own.summary }
      : { kind: 'none' },
  )
  // Found from before, and neither gone on with nor discarded yet.
  const [waiting, setWaiting] = useState(phase.kind === 'none' ? pending.own : null)
  const [sendRefusal, setSendRefusal] = useState<Refusal['error'] | null>(null)
  const [isTooLarge, setIsTooLarge] = useState(false)
  const [revision, setRevision] = useState(0)
  const again = useCall(actions.readAgain)
  const discarded = useCall(actions.discard)
  const running = useRef<{ abort: () => void } | null>(null)
  const sayThatSessionEnded = useSessionEnded()
  useEffect(() => () => running.current?.abort(), [])

  const summary = phase.kind === 'there' ? phase.summary : null
  const reviewedId = summary?.id ?? null
  useEffect(() => {
    const address = new URL(window.location.href)
    if (address.searchParams.get(UPLOAD_PARAMETER) === reviewedId) return
    if (reviewedId === null) address.searchParams.delete(UPLOAD_PARAMETER)
    else address.searchParams.set(UPLOAD_PARAMETER, reviewedId)
    window.history.replaceState(null, '', address)
  }, [reviewedId])
  useUploadNews(summary, (news) => {
    setPhase((now) =>
      now.kind === 'there' && now.summary.id === news.id
        ? {
            ...now,
            summary: news.diff ? news : { ...news, byCode: now.summary.byCode, diff: now.summary.diff },
          }
        : now,
    )
  })

  async function send({ fileName, body }: UploadSource) {
    running.current?.abort()
    setSendRefusal(null)
    again.clearRefusal()
    // The server would say so too, after the last byte.
    setIsTooLarge(body.size > MAPPING_UPLOAD_LARGEST_BYTES)
    if (body.size > MAPPING_UPLOAD_LARGEST_BYTES) return
    setPhase({ kind: 'sending', fileName, sentBytes: 0, totalBytes: body.size })
    const upload = sendUpload({ connectorId, fileName, body }, (sentBytes) =>
      setPhase((now) => (now.kind === 'sending' ? { ...now, sentBytes } : now)),
    )
    running.current = upload
    const result = await upload.answer
    // Another file has taken its place, or the page is left.
    if (running.current !== upload) return
    running.current = null
    if (result.ok) {
      // It has taken the place of the one before.
      setWaiting(null)
      return setPhase({ kind: 'there', summary: result.value })
    }
    setPhase(summary ? { kind: 'there', summary } : { kind: 'none' })
    if (result.error.code === 'session-expired') sayThatSessionEnded()
    else if (result.error.code !== 'cancelled') setSendRefusal(result.error)
  }

  return {
    phase,
    summary,
    /** Another one, another reading of the rows. */
    revision: `${revision} ${summary?.check.checked ?? 0} ${summary?.state ?? ''}`,
    isReadingAgain: again.isPending,
    /** The file chosen last was not sent. */
    isTooLarge,
    refusal: sendRefusal ?? again.refusal ?? discarded.refusal,
    send: (source: UploadSource) => void send(source),
    cancel: () => running.current?.abort(),
    readAgain(change: Omit<ReadMappingUploadAgainInput, 'uploadId'>) {
      if (!summary || again.isPending) return
      again.call(
        { uploadId: summary.id, ...change },
        {
          onDone: (value) => {
            setPhase({ kind: 'there', summary: value })
            setRevision((count) => count + 1)
          },
        },
      )
    },
    waiting,
    isDiscarding: discarded.isPending,
    goOn() {
      if (!waiting) return
      setPhase({ kind: 'there', summary: waiting.summary })
      setWaiting(null)
    },
    discard() {
      setSendRefusal(null)
      again.clearRefusal()
      const uploadId = summary?.id ?? waiting?.summary.id
      if (!uploadId || discarded.isPending) return
      discarded.call(
        { uploadId },
        {
          onDone() {
            setPhase({ kind: 'none' })
            setWaiting(null)
          },
        },
      )
    },
  }
}
