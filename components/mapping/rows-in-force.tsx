'use client'

import { Button, SearchBox, ToggleButton } from '@fluentui/react-components'
import { Add20Regular, Delete20Regular } from '@fluentui/react-icons'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import cards from '#components/fields/card.module.css'
import { ConfirmDialog } from '#components/fields/confirm-dialog.tsx'
import { LinkButton } from '#components/fields/link-button.tsx'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { useCall } from '#components/fields/use-call.ts'
import type { UserMappingRow } from '#lib/domain/user-mapping-version.ts'
import type { EditedRow } from './edited-row.ts'
import styles from './mapping.module.css'
import type { EditRowsAction } from './mapping-changed.ts'
import { RowEditor } from './row-editor.tsx'
import { RowGrid } from './row-grid.tsx'
import { useRowColumns } from './use-row-columns.tsx'
import { useRowPages } from './use-row-pages.ts'
import { useSettled } from './use-settled.ts'

/** As many as one change may remove. */
const MOST_SELECTED = 500

/** The mapping in force: searched, and row by row added, changed and removed by those who may. */
export function RowsInForce(props: {
  connectorId: string
  /** The number of the newest version; 0 without one. */
  version: number
  rowCount: number
  /** Null: to read only. */
  edit: EditRowsAction | null
  /** Where a file is uploaded; null where the page has its own place for that. */
  uploadAt: Route | null
  /** Rows whose address belongs to somebody else by now, and whether only those are shown at first. */
  moved?: { count: number; isShown: boolean }
  /** Whose row is begun at once, as a link from elsewhere wants it. */
  addingId?: string | undefined
  /** The number of the version that a change here has made. */
  onStored?: (number: number) => void
}) {
  const t = useTranslations('mapping.inForce')
  const router = useRouter()
  const { connectorId, version } = props
  const [search, setSearch] = useState('')
  const settledSearch = useSettled(search.trim())
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [editing, setEditing] = useState<UserMappingRow | 'new' | null>(
    props.edit && props.addingId ? 'new' : null,
  )
  // Only the row that the link has opened.
  const [addingId, setAddingId] = useState(props.addingId)
  const [isRemoving, setIsRemoving] = useState(false)
  const [said, setSaid] = useState('')
  const { call, isPending, refusal, clearRefusal } = useCall(props.edit ?? refuseEdit)
  const movedCount = props.moved?.count ?? 0
  const [wantsMoved, setWantsMoved] = useState(props.moved?.isShown ?? false)
  const isMovedOnly = wantsMoved && movedCount > 0
  const query = new URLSearchParams({
    ...(settledSearch && { search: settledSearch }),
    ...(isMovedOnly && { movedOnly: 'true' }),
  })
  const pages = useRowPages<UserMappingRow>({
    url: `/api/user-mappings/${connectorId}/rows?${query}`,
    revision: String(version),
  })
  const canEdit = props.edit !== null

  function toggle(row: UserMappingRow) {
    const next = new Set(selected)
    if (!next.delete(row.id) && next.size < MOST_SELECTED) next.add(row.id)
    setSelected(next)
  }

  function store(change: { remove: string[]; add: EditedRow[]; accept?: boolean }) {
    call(
      { connectorId, was: version, ...change },
      {
        onDone: (done) => {
          setEditing(null)
          setIsRemoving(false)
          setSelected(new Set())
          setSaid(t('said', done))
          props.onStored?.(done.number)
          router.refresh()
        },
        onRefused: ({ code }) => {
          if (code === 'changed-meanwhile') router.refresh()
        },
      },
    )
  }

  function open(row: UserMappingRow | 'new') {
    clearRefusal()
    setAddingId(undefined)
    setEditing(row)
  }

  const columns = useRowColumns({
    isSelected: (row) => selected.has(row.id),
    ...(canEdit && { onToggle: toggle, onOpen: open }),
  })
  return (
    <section className={`${cards.card} ${cards.flush}`} aria-labelledby="rows-in-force">
      <div className={styles.rowsHead}>
        <h2 id="rows-in-force">{t('title', { count: props.rowCount })}</h2>
        <div className={styles.rowsTools}>
          {movedCount > 0 && (
            <ToggleButton
              shape="circular"
              size="small"
              checked={isMovedOnly}
              onClick={() => setWantsMoved(!isMovedOnly)}
            >
              {t('movedOnly', { count: movedCount })}
            </ToggleButton>
          )}
          <SearchBox
            size="medium"
            value={search}
            maxLength={100}
            placeholder={t('search')}
            aria-label={t('searchLabel')}
            onChange={(_, data) => setSearch(data.value)}
            // Inside a form, Enter would send it.
            onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
          />
          {canEdit && (
            <>
              <Button icon={<Add20Regular />} onClick={() => open('new')}>
                {t('add')}
              </Button>
              {selected.size > 0 && (
                <ConfirmDialog
                  triggerText={t('remove', { count: selected.size })}
                  triggerLabel={t('remove', { count: selected.size })}
                  triggerIcon={<Delete20Regular />}
                  isOpen={isRemoving}
                  onOpenChange={(isOpen) => {
                    clearRefusal()
                    setIsRemoving(isOpen)
                  }}
                  title={t('removeTitle', { count: selected.size })}
                  confirmLabel={t('remove', { count: selected.size })}
                  cancelLabel={t('cancel')}
                  isPending={isPending}
                  onConfirm={() => store({ remove: [...selected], add: [] })}
                >
                  <div className={styles.paragraphs}>
                    <RefusalMessage refusal={refusal} />
                    <p>{t('removeEffect')}</p>
                  </div>
                </ConfirmDialog>
              )}
              {props.uploadAt && <LinkButton href={props.uploadAt}>{t('upload')}</LinkButton>}
            </>
          )}
        </div>
      </div>
      <RowGrid
        label={t('caption')}
        {...(canEdit && { hint: t('keys') })}
        columns={columns}
        template={`${canEdit ? '68px ' : ''}minmax(130px, 2fr) minmax(150px, 3fr) minmax(140px, 3fr) minmax(120px, 2fr)${canEdit ? ' 52px' : ''}`}
        pages={pages}
        empty={settledSearch ? t('nothingFound') : t('none')}
        {...(canEdit && {
          isSelected: (row: UserMappingRow) => selected.has(row.id),
          onOpen: open,
          onToggle: toggle,
        })}
      />
      {editing && (
        <RowEditor
          connectorId={connectorId}
          row={editing === 'new' ? null : editing}
          isPending={isPending}
          refusal={refusal}
          onSave={(row, accept) =>
            store({ remove: editing === 'new' ? [] : [editing.id], add: [row], accept })
          }
          rawId={addingId}
          onClose={() => setEditing(null)}
        />
      )}
      <span role="status" className="visually-hidden">
        {said}
      </span>
    </section>
  )
}

/** A reader has no button that would call it. */
const refuseEdit: EditRowsAction = async () => ({ ok: false, error: { code: 'no-permission' } })
