import { setFlagsFromString } from 'node:v8'

/**
 * Keeps the heap of a process near what lives in it. V8 lets new objects fill 48 MiB before it looks for those that are gone, and
 * the rest grow to four times what lives: an upload of 100,000 rows, of which little stays, took the web app to 509 MiB, and a
 * worker that delivers small messages held 600 MiB of which 100 were in use. To be called before there is a heap to speak of.
 *
 * Measured with the reading of an upload alone, at 40 %: 288 MiB at the most instead of 591 after three, for a fifth more CPU. With
 * a worker that has recorded and delivered 20,000 messages: 470 MiB with 40 % alone, 374 with the small space for new objects too,
 * 311 without what the compiler keeps (`keep-compiled.ts`), 274 with 20 %.
 *
 * @param growingPercent how much the heap may have grown since the last look when the next is due.
 */
export function keepHeapSmall(growingPercent: number): void {
  for (const flag of [`--heap-growing-percent=${growingPercent}`, ...SMALL_NEW_SPACE])
    setFlagsFromString(flag)
}

const SMALL_NEW_SPACE = ['--max-semi-space-size=4', '--semi-space-growth-factor=1']
