'use client'

import { Button } from '@fluentui/react-components'
import { Add16Regular } from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import cards from '#components/fields/card.module.css'
import type { UnmappedPerson } from '#lib/domain/mapping-effect.ts'
import type { EditRowsAction } from './mapping-changed.ts'
import styles from './mapping-effect.module.css'
import { RowBeside } from './row-beside.tsx'

const PEOPLE_SHOWN = 6

/** How somebody who is not mapped is given a row. */
export type RowAdding = {
  connectorId: string
  /** The number of the version that the person sees; 0 without one. */
  version: number
  edit: EditRowsAction
  onStored: (number: number) => void
  onChangedMeanwhile: () => void
}

/** Who is not mapped, those on most messages first. A row is typed beside the person; after it, the next one has the focus. */
export function UnmappedPeople(props: { unmapped: UnmappedPerson[]; count: number; adding: RowAdding }) {
  const t = useTranslations('mapping.effect')
  const { unmapped, adding } = props
  const [isAll, setIsAll] = useState(false)
  const [open, setOpen] = useState<string | null>(null)
  // Mapped a moment ago: what is told next counts without them, and if it does not, they are here again.
  const [done, setDone] = useState<{ told: UnmappedPerson[]; ids: string[] }>({ told: unmapped, ids: [] })
  const [said, setSaid] = useState('')
  const [focusOn, setFocusOn] = useState<string | null>(null)
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (focusOn === null) return
    const button = [...(list.current?.querySelectorAll<HTMLElement>('[data-person]') ?? [])].find(
      (each) => each.dataset.person === focusOn,
    )
    const heading = list.current?.querySelector<HTMLElement>('h3')
    const target = button ?? heading ?? list.current
    target?.focus()
    setFocusOn(null)
  }, [focusOn])
  const doneIds = done.told === unmapped ? done.ids : []
  const left = unmapped.filter((person) => !doneIds.includes(idOf(person)))
  const shown = isAll ? left : left.slice(0, PEOPLE_SHOWN)

  function stored(id: string, number: number) {
    const at = left.findIndex((person) => idOf(person) === id)
    const next = left[at + 1] ?? left[at - 1]
    setDone({ told: unmapped, ids: [...doneIds, id] })
    setOpen(null)
    setFocusOn(next ? idOf(next) : '')
    setSaid(t('added', { id }))
    adding.onStored(number)
  }

  return (
    <div className={styles.unmapped} ref={list} tabIndex={-1}>
      {left.length === 0 ? (
        <p className={styles.allMapped}>{t('allMapped')}</p>
      ) : (
        <>
          <div className={styles.head}>
            <h3 tabIndex={-1}>{t('notMapped')}</h3>
            {left.length > PEOPLE_SHOWN && (
              <Button size="small" appearance="subtle" aria-expanded={isAll} onClick={() => setIsAll(!isAll)}>
                {isAll ? t('showFewer') : t('showAll', { count: left.length })}
              </Button>
            )}
          </div>
          <ul>
            {shown.map((person) => {
              const id = idOf(person)
              return (
                <li key={id}>
                  <div className={styles.unmappedPerson}>
                    <span className={styles.person}>
                      <span className={styles.personId}>{person.phone ? `+${person.phone}` : id}</span>
                      <span className={cards.quiet}>
                        {t('onItems', {
                          name: nameOf(person) || t('nameUnknown'),
                          count: person.itemCount,
                        })}
                      </span>
                    </span>
                    {open !== id && (
                      <Button
                        size="small"
                        icon={<Add16Regular />}
                        aria-label={t('addFor', { id })}
                        data-person={id}
                        onClick={() => setOpen(id)}
                      >
                        {t('add')}
                      </Button>
                    )}
                  </div>
                  {open === id && (
                    <RowBeside
                      connectorId={adding.connectorId}
                      version={adding.version}
                      edit={adding.edit}
                      rawId={id}
                      onStored={({ number }) => stored(id, number)}
                      onChangedMeanwhile={adding.onChangedMeanwhile}
                      onClose={() => {
                        setOpen(null)
                        setFocusOn(id)
                      }}
                    />
                  )}
                </li>
              )
            })}
          </ul>
          {props.count > unmapped.length && (
            <p className={cards.quiet}>{t('more', { count: props.count - unmapped.length })}</p>
          )}
          <p className={styles.note}>{t('outside')}</p>
        </>
      )}
      <span role="status" className="visually-hidden">
        {said}
      </span>
    </div>
  )
}

/** TeleMessage writes the number behind the name; it stands above already. */
function nameOf(person: UnmappedPerson): string {
  const id = idOf(person)
  return person.displayName.replace(`+${id}`, '').replace(id, '').trim()
}

/** What a row for them begins with. */
function idOf({ phone, opaqueId, address }: UnmappedPerson): string {
  return phone || opaqueId || address
}
