import type { WebPorts } from '../web-ports.ts'

/** Asks for the directory check. An upload is no worse without it, and the worker's tick asks again. */
export async function requestCheck(
  { requestMappingCheck, log }: Pick<WebPorts, 'requestMappingCheck' | 'log'>,
  upload: { tenantId: string; uploadId: string },
): Promise<void> {
  await requestMappingCheck(upload).catch((error: unknown) =>
    log.warn({ err: error, uploadId: upload.uploadId }, 'a check of a mapping waits for the next minute'),
  )
}
