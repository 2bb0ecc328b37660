import { z } from 'zod'
import { SSH_KEY_TYPES } from './make-ssh-key.ts'

/** A name in the packages folder: one name, not a path, as it may stand in the folder's own listing. */
const fileName = z
  .string()
  .min(1)
  .max(255)
  .refine((name) => name !== '.' && name !== '..' && !/[/\\\0]/.test(name), 'must be one name, not a path')

/** Where bytes come from: another package of the folder, or the request itself. */
const source = { from: fileName.optional(), contentBase64: z.base64().optional() }
const hasOneSource = (order: { from?: string | undefined; contentBase64?: string | undefined }) =>
  (order.from === undefined) !== (order.contentBase64 === undefined)
const ONE_SOURCE = 'either from or contentBase64 is needed, not both'

export const uploadOrder = z
  .strictObject({
    name: fileName,
    ...source,
    mode: z.enum(['rename', 'in-place', 'preallocated']).default('rename'),
    /** As WinSCP names a file that is not complete. */
    temporaryName: fileName.optional(),
    bytesPerSecond: z.int().min(1).optional(),
    chunks: z.int().min(1).max(100_000).optional(),
    advancesOn: z.enum(['call', 'listing']).default('call'),
  })
  .refine(hasOneSource, ONE_SOURCE)
  .refine((order) => (order.bytesPerSecond === undefined) !== (order.chunks === undefined), {
    message: 'either bytesPerSecond or chunks is needed, not both',
  })

export const replacementOrder = z
  .strictObject({
    package: fileName,
    ...source,
    mode: z.enum(['rename', 'in-place']).default('rename'),
    keepsModifiedAt: z.boolean().default(false),
  })
  .refine(hasOneSource, ONE_SOURCE)

export const reExportOrder = z.strictObject({ package: fileName, seed: z.string().max(200).default('1') })

export const hostKeyOrder = z.strictObject({ type: z.enum(SSH_KEY_TYPES).default('ed25519') })

export const authorizedKeyOrder = z.strictObject({ publicKey: z.string().min(1).max(20_000) })
