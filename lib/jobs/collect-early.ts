import { setFlagsFromString } from 'node:v8'

/**
 * Lets this process give memory back sooner. V8 lets a heap grow to four times what lives in it before it looks for what does not:
 * a worker that delivers small messages held 600 MiB of which 100 were in use. Now it looks when the heap has grown by
 * forty per cent. To be called before there is a heap to speak of.
 *
 * Measured with 16 MiB of messages alive and 600 MB made and dropped: 157 MiB at the most instead of 306, for a fifth more CPU;
 * a fifth of what is made here, and less than that of what a delivery costs, since most of that is not the heap's.
 */
export function collectEarly(): void {
  setFlagsFromString('--heap-growing-percent=40')
}
