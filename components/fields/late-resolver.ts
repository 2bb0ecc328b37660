import type { FieldValues, Resolver } from 'react-hook-form'
import type { z } from 'zod'

/**
 * Checks a form by its schema. Schemas, and zod with them, are fetched when there is something to check: they are 28 KiB of each page
 * with a form otherwise. Where they cannot be fetched nothing is found wrong: the server checks everything once more.
 */
export function lateResolver<Values extends FieldValues>(
  load: () => Promise<z.ZodType<Values, Values>>,
): Resolver<Values> {
  return async (values, context, options) => {
    const resolve = await fetchResolver(load).catch(() => null)
    return resolve ? resolve(values, context, options) : { values, errors: {} }
  }
}

async function fetchResolver<Values extends FieldValues>(load: () => Promise<z.ZodType<Values, Values>>) {
  const [{ zodResolver }, schema] = await Promise.all([import('@hookform/resolvers/zod'), load()])
  return zodResolver(schema)
}
