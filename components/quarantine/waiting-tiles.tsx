'use client'

import {
  Archive24Regular,
  CheckmarkCircle24Filled,
  DocumentError24Regular,
  PersonQuestionMark24Regular,
} from '@fluentui/react-icons'
import { useFormatter, useTranslations } from 'next-intl'
import tiles from '#components/fields/tile.module.css'
import { Tile } from '#components/fields/tile.tsx'
import tone from '#components/fields/tone.module.css'
import { useSizeText } from '#components/fields/use-size-text.ts'
import type { WaitingTotals } from '#lib/domain/waiting.ts'

/** What waits, in four numbers; whatever is in none of the last three is damaged, encrypted or under way. */
export function WaitingTiles(props: { totals: WaitingTotals; limitMegabytes: number; timeZone: string }) {
  const t = useTranslations('quarantine.tiles')
  const format = useFormatter()
  const sizeText = useSizeText()
  const { since, items, deliverable, withoutUser, overLimit, others } = props.totals
  const date =
    since &&
    format.dateTime(since, { timeZone: props.timeZone, day: 'numeric', month: 'short', year: 'numeric' })
  return (
    <dl className={tiles.tiles}>
      <Tile
        icon={<Archive24Regular className={tone.neutral ?? ''} />}
        label={t('waiting')}
        count={items}
        caption={[date && t('since', { date }), others > 0 && t('others', { count: others })]
          .filter(Boolean)
          .join(' · ')}
      />
      <Tile
        icon={<CheckmarkCircle24Filled className={tone.good ?? ''} />}
        label={t('deliverable')}
        count={deliverable.items}
        caption={t('people', { count: deliverable.people })}
      />
      <Tile
        icon={<PersonQuestionMark24Regular className={tone.warning ?? ''} />}
        label={t('withoutUser')}
        count={withoutUser.items}
        caption={t('people', { count: withoutUser.people })}
      />
      <Tile
        icon={<DocumentError24Regular className={tone.warning ?? ''} />}
        label={t('overLimit', { megabytes: props.limitMegabytes })}
        count={overLimit.items}
        caption={overLimit.items > 0 ? sizeText(overLimit.sizeBytes) : ''}
      />
    </dl>
  )
}
