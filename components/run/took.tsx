import { useTranslations } from 'next-intl'

const SECOND_MS = 1_000

/** A length of time: `42 s`, `18 min 42 s`, `2 h 5 min`. */
export function Took({ ms }: { ms: number }) {
  const t = useTranslations('run.took')
  const seconds = Math.round(ms / SECOND_MS)
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  if (hours > 0) return t('hours', { hours, minutes: minutes % 60 })
  return minutes > 0 ? t('minutes', { minutes, seconds: seconds % 60 }) : t('seconds', { seconds })
}
