import { getRequestConfig } from 'next-intl/server'
import messages from '../../messages/en.json'

/** English is the only language yet; every text is in the message files from the start. en-GB: 22 Nov 2026, 08:30. */
export default getRequestConfig(async () => ({ locale: 'en-GB', messages, timeZone: 'UTC' }))
