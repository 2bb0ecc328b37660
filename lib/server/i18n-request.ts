import { getRequestConfig } from 'next-intl/server'
import messages from '../../messages/en.json'

/** English is the only language yet; every text is in the message files from the start. */
export default getRequestConfig(async () => ({ locale: 'en', messages, timeZone: 'UTC' }))
