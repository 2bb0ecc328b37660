import { useTranslations } from 'next-intl'
import { BYTES_PER_MEGABYTE } from '#lib/domain/item-limits.ts'
import { EditItemOptions, type EditItemOptionsAction, type ItemOptions } from './edit-item-options.tsx'
import { Fact, SettingGroup } from './setting-group.tsx'
import { WaitingNote } from './waiting-note.tsx'

/** How large an item may be, what becomes of a larger one, of copies, and of the original bytes. `action` null: to read only. */
export function ItemOptionsGroup(props: {
  connectorId: string
  options: ItemOptions
  waitingCount: number
  action: EditItemOptionsAction | null
}) {
  const t = useTranslations('connector.settings')
  const { connectorId, options, action } = props
  return (
    <SettingGroup
      title={t('items')}
      edit={action && <EditItemOptions connectorId={connectorId} options={options} action={action} />}
      note={
        <>
          <p>{t('itemsNote')}</p>
          {action && props.waitingCount > 0 && (
            <WaitingNote connectorId={connectorId} count={props.waitingCount} />
          )}
        </>
      }
    >
      <Fact label={t('itemLimit')}>
        {t('itemLimitValue', { megabytes: options.itemLimitBytes / BYTES_PER_MEGABYTE })}
      </Fact>
      <Fact label={t('overLimit')}>
        {t(options.overLimit === 'import-partially' ? 'overLimitPartial' : 'overLimitKept')}
      </Fact>
      <Fact label={t('siblings')}>{t(options.keepSiblingCopies ? 'siblingsEach' : 'siblingsOne')}</Fact>
      <Fact label={t('original')}>{t(options.attachOriginal ? 'originalAttached' : 'originalKept')}</Fact>
    </SettingGroup>
  )
}
