'use client'

import {
  CheckmarkCircle24Filled,
  MailError24Regular,
  People24Regular,
  PersonWarning24Regular,
  SubtractCircle24Regular,
} from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import tiles from '#components/fields/tile.module.css'
import { Tile } from '#components/fields/tile.tsx'
import tone from '#components/fields/tone.module.css'
import type { PeopleTotals } from '#lib/domain/archived-person.ts'

/** Everybody, and how they stand. */
export function PeopleTiles({ totals }: { totals: PeopleTotals }) {
  const t = useTranslations('people.tiles')
  const { silent, muted, quiet, gone, withoutMailbox, 'mailbox-problem': failing } = totals
  return (
    <dl className={tiles.tiles}>
      <Tile
        icon={<People24Regular className={tone.neutral ?? ''} />}
        label={t('people')}
        count={totals.people}
      />
      <Tile
        icon={<CheckmarkCircle24Filled className={tone.good ?? ''} />}
        label={t('writing')}
        count={totals.writing}
      />
      <Tile
        icon={<SubtractCircle24Regular className={tone.neutral ?? ''} />}
        label={t('quiet')}
        count={quiet}
        {...(gone > 0 && { caption: t('gone', { count: gone }) })}
      />
      <Tile
        icon={<PersonWarning24Regular className={(silent > 0 ? tone.warning : tone.neutral) ?? ''} />}
        label={t('silent')}
        count={silent}
        {...(muted > 0 && { caption: t('muted', { count: muted }) })}
      />
      <Tile
        icon={<MailError24Regular className={(failing > 0 ? tone.warning : tone.neutral) ?? ''} />}
        label={t('mailboxProblem')}
        count={failing}
        {...(withoutMailbox > 0 && { caption: t('without', { count: withoutMailbox }) })}
      />
    </dl>
  )
}
