import { z } from 'zod'

/** How long the site may take to let the connector in. */
export const SITE_TIMEOUT_SECONDS = { least: 10, most: 120 } as const

/** One schema for the form in the browser and for the call that tests and stores it. See `wizard-inputs.ts`. */
export const siteLoginInput = z.object({
  connectorId: z.uuid(),
  username: z.string().trim().min(1, 'required').max(100, 'tooLong'),
  method: z.enum(['password', 'key']).default('password'),
  /** Empty: keep the stored one, for the same site and user. */
  password: z.string().max(200, 'tooLong').default(''),
  /** OpenSSH or PEM. Empty: keep the stored one, for the same site and user. */
  privateKey: z.string().max(20_000, 'tooLong').default(''),
  passphrase: z.string().max(200, 'tooLong').default(''),
  host: z
    .string()
    .trim()
    .toLowerCase()
    .min(1, 'required')
    .max(253, 'tooLong')
    .regex(/^[a-z0-9.:[\]_-]+$/, 'hostInvalid'),
  port: z.coerce.number('portInvalid').int('portInvalid').min(1, 'portInvalid').max(65_535, 'portInvalid'),
  folder: z
    .string()
    .trim()
    .max(500, 'tooLong')
    .regex(/^\/[^\0\r\n]*$/, 'folderInvalid'),
  timeoutSeconds: z.coerce
    .number('timeoutInvalid')
    .int('timeoutInvalid')
    .min(SITE_TIMEOUT_SECONDS.least, 'timeoutInvalid')
    .max(SITE_TIMEOUT_SECONDS.most, 'timeoutInvalid')
    .default(20),
  /** The fingerprint that the person has just compared and trusted. */
  trustedHostKey: z
    .string()
    .regex(/^SHA256:[A-Za-z0-9+/]{43}$/)
    .nullable(),
  /** Ask about the host key as if the site had never been seen. */
  forgetHostKey: z.boolean().default(false),
})

export type SiteLoginInput = z.output<typeof siteLoginInput>

const typed = z.string().max(500)

/** What a person has typed and not tested yet, right or wrong. Secrets are not among it: they are never drafts. */
export const typedSiteLogin = z.object({
  username: typed,
  method: z.enum(['password', 'key']),
  host: typed,
  port: typed,
  folder: typed,
  timeoutSeconds: typed,
})

export const typedSiteLoginInput = z.object({ connectorId: z.uuid(), typed: typedSiteLogin })

export type TypedSiteLogin = z.output<typeof typedSiteLogin>
