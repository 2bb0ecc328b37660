'use client'

import { SkeletonItem } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import { SkeletonFrame } from '#components/loading/skeleton-frame.tsx'
import { SkeletonText } from '#components/loading/skeleton-text.tsx'
import styles from './connector.module.css'
import { Fact, SettingGroup } from './setting-group.tsx'

/** A connector's settings while they are read: the groups have their titles and labels already. */
export function SettingsSkeleton({ canManage }: { canManage: boolean }) {
  const t = useTranslations('connector.settings')
  const tReview = useTranslations('review')
  const groups = [
    [
      t('general'),
      [tReview('name'), t('type'), t('created'), t('finished'), tReview('folder'), t('messageClass')],
    ],
    [t('schedule'), [tReview('importSince'), tReview('scheduleTime'), t('nextRun')]],
    [tReview('terms'), [tReview('accepted')]],
    [tReview('login'), [tReview('site'), tReview('username'), tReview('password'), tReview('hostKey')]],
    [tReview('mapping'), [tReview('automatic'), tReview('custom'), t('confirmed')]],
  ] as const
  return (
    <SkeletonFrame what="settings">
      <div className={styles.page}>
        {groups.map(([title, labels]) => (
          <SettingGroup
            key={title}
            title={title}
            edit={canManage && title !== tReview('terms') && <SkeletonItem size={32} style={{ width: 80 }} />}
          >
            {labels.map((label) => (
              <Fact key={label} label={label}>
                <SkeletonText width="240px" />
              </Fact>
            ))}
          </SettingGroup>
        ))}
      </div>
    </SkeletonFrame>
  )
}
