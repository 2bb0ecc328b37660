/** A real JPEG of 8 by 8 pixels in one shade, 0 (black) to 255 (white): the smallest a viewer opens. */
export function writeJpeg(shade: number): Buffer {
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, [...Buffer.from('JFIF\0', 'latin1'), 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    // The quantization table: eights throughout, so that the one coefficient is the shade itself.
    segment(0xdb, [0, ...Array.from({ length: 64 }, () => 8)]),
    // Baseline, 8 bits, 8 by 8, one component.
    segment(0xc0, [8, 0, 8, 0, 8, 1, 1, 0x11, 0]),
    huffmanTable(0x00, DC_CATEGORIES),
    huffmanTable(0x10, [END_OF_BLOCK]),
    segment(0xda, [1, 1, 0x00, 0, 63, 0]),
    scan(shade - 128),
    Buffer.from([0xff, 0xd9]),
  ])
}

/** Bit lengths that the difference of a block's mean may have. Each gets a code of four bits. */
const DC_CATEGORIES = [0, 1, 2, 3, 4, 5, 6, 7, 8]
const CODE_BITS = 4
const END_OF_BLOCK = 0

function segment(marker: number, payload: readonly number[]): Buffer {
  const length = payload.length + 2
  return Buffer.from([0xff, marker, length >> 8, length & 0xff, ...payload])
}

function huffmanTable(id: number, symbols: readonly number[]): Buffer {
  const countByLength = Array.from({ length: 16 }, (_, index) =>
    index + 1 === CODE_BITS ? symbols.length : 0,
  )
  return segment(0xc4, [id, ...countByLength, ...symbols])
}

function scan(mean: number): Buffer {
  const category = mean === 0 ? 0 : Math.floor(Math.log2(Math.abs(mean))) + 1
  const magnitude = mean < 0 ? mean + 2 ** category - 1 : mean
  const bits =
    category.toString(2).padStart(CODE_BITS, '0') +
    (category === 0 ? '' : magnitude.toString(2).padStart(category, '0')) +
    '0'.repeat(CODE_BITS)
  const padded = bits.padEnd(Math.ceil(bits.length / 8) * 8, '1')
  const bytes = (padded.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2))
  // A byte of ones is a marker's first; a zero behind it says that it is not.
  return Buffer.from(bytes.flatMap((byte) => (byte === 0xff ? [byte, 0] : [byte])))
}
