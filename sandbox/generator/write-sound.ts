import type { SeededRandom } from './seeded-random.ts'

/** A voice note as phones record it: AMR narrowband at 4.75 kbit/s, 50 frames a second of noise. */
export function writeAmr(durationSeconds: number, random: SeededRandom): Buffer {
  const frames = Array.from({ length: durationSeconds * 50 }, () =>
    Buffer.concat([Buffer.from([AMR_FRAME_475]), random.bytes(12)]),
  )
  return Buffer.concat([Buffer.from('#!AMR\n', 'latin1'), ...frames])
}

/** Frame type 0, quality bit set (RFC 4867, 5.3). */
const AMR_FRAME_475 = 0x04

/** A recording of a call: WAV, 8 bits, mono, 1,000 samples a second, a tone. */
export function writeWav(durationSeconds: number): Buffer {
  const samples = Buffer.alloc(durationSeconds * WAV_SAMPLES_PER_SECOND)
  for (let index = 0; index < samples.length; index += 1) {
    samples[index] = 128 + Math.round(60 * Math.sin(index / 3))
  }
  const header = Buffer.alloc(44)
  header.write('RIFF', 0, 'latin1')
  header.writeUInt32LE(36 + samples.length, 4)
  header.write('WAVEfmt ', 8, 'latin1')
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(WAV_SAMPLES_PER_SECOND, 24)
  header.writeUInt32LE(WAV_SAMPLES_PER_SECOND, 28)
  header.writeUInt16LE(1, 32)
  header.writeUInt16LE(8, 34)
  header.write('data', 36, 'latin1')
  header.writeUInt32LE(samples.length, 40)
  return Buffer.concat([header, samples])
}

const WAV_SAMPLES_PER_SECOND = 1_000
