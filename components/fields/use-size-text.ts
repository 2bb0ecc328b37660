import { useFormatter } from 'next-intl'

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** A size in the words of the locale, with one decimal at most: `1.9 MB`. */
export function useSizeText(): (sizeBytes: number) => string {
  const format = useFormatter()
  return (sizeBytes) => {
    let value = sizeBytes
    let step = 0
    while (value >= 1000 && step < UNITS.length - 1) {
      value /= 1000
      step += 1
    }
    return format.number(value, {
      style: 'unit',
      unit: UNITS[step] ?? 'byte',
      maximumFractionDigits: 1,
      // The short form of a byte is the word itself, and never plural: `747 byte`.
      unitDisplay: step === 0 ? 'long' : 'short',
    })
  }
}
