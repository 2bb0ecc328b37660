import type { ResolverOptions } from 'react-hook-form'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { lateResolver } from './late-resolver.ts'

const SCHEMA = z.object({ name: z.string().trim().min(1, 'required') })
const OPTIONS: ResolverOptions<{ name: string }> = { fields: {}, shouldUseNativeValidation: false }

test('a form is checked by the schema that was fetched for it', async () => {
  const resolve = lateResolver(async () => SCHEMA)
  expect(await resolve({ name: ' ' }, undefined, OPTIONS)).toMatchObject({
    errors: { name: { message: 'required' } },
  })
  expect(await resolve({ name: ' Asia ' }, undefined, OPTIONS)).toEqual({
    values: { name: 'Asia' },
    errors: {},
  })
})

test('where no schema can be fetched the server is left to judge', async () => {
  const resolve = lateResolver<{ name: string }>(() => Promise.reject(new Error('offline')))
  expect(await resolve({ name: '' }, undefined, OPTIONS)).toEqual({ values: { name: '' }, errors: {} })
})
