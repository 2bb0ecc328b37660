import 'server-only'
import { getCountries, getCountryCallingCode } from 'libphonenumber-js/max'
import { getLocale } from 'next-intl/server'

/** Every country that has phone numbers, by its name in the page's language. */
export async function readPhoneCountries(): Promise<{ code: string; name: string; callingCode: string }[]> {
  const locale = await getLocale()
  const names = new Intl.DisplayNames([locale], { type: 'region' })
  return getCountries()
    .map((code) => ({ code, name: names.of(code) ?? code, callingCode: getCountryCallingCode(code) }))
    .sort((a, b) => a.name.localeCompare(b.name, locale))
}
