import 'server-only'
import { webComposition } from './web-composition.ts'

/** Whether the app can serve: its configuration is complete and its database answers. */
export async function isReady(): Promise<boolean> {
  try {
    await webComposition().database.$queryRaw`select 1`
    return true
  } catch (error) {
    process.stderr.write(`not ready: ${error instanceof Error ? error.message : String(error)}\n`)
    return false
  }
}
