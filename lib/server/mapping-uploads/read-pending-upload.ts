import 'server-only'
import { z } from 'zod'
import { findNewestUploads } from '#lib/db/mapping-uploads.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import type { PendingUploads } from '#lib/domain/mapping-upload.ts'
import { requireViewer } from '../viewer.ts'
import { webComposition } from '../web-composition.ts'
import { summarizeUpload } from './summarize-upload.ts'

/** The newest uploads of a connector that nobody has confirmed: this person's as a whole, another one's by name. */
export async function readPendingUploads(connectorId: string): Promise<PendingUploads> {
  const { tenantId, objectId } = await requireViewer('manage')
  if (!z.guid().safeParse(connectorId).success) return { own: null, other: null }
  const { database, clock } = webComposition()
  const now = clock.now()
  return withTenant(database, tenantId, async (transaction) => {
    const key = { tenantId, connectorId: connectorId.toLowerCase() }
    const { own, other } = await findNewestUploads(transaction, key, { callerId: objectId, now })
    if (!own) return { own: null, other }
    const uploadKey = { tenantId, uploadId: own.id, createdById: objectId }
    const summary = await summarizeUpload(transaction, uploadKey, now)
    return { own: summary && { summary, createdAt: own.createdAt }, other }
  })
}
