'use client'

import { Select } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import { Controller, useForm } from 'react-hook-form'
import { EditDialog } from '#components/connector/edit-dialog.tsx'
import { lateResolver } from '#components/fields/late-resolver.ts'
import { type Action, useCall } from '#components/fields/use-call.ts'
import type { EditAlertRulesInput } from '#lib/domain/alert-inputs.ts'
import { ALERT_KINDS } from '#lib/domain/alert-kinds.ts'
import { ALERT_CHANNELS, type AlertMode, type AlertRule, modeOf, modesOf } from '#lib/domain/alert-rules.ts'
import styles from './alerts.module.css'

export type EditAlertRulesAction = Action<EditAlertRulesInput, null>

/** Every kind and channel of the table has its rule: what is as the default is sorted out when it is stored. */
const CELLS = ALERT_KINDS.flatMap((kind) => ALERT_CHANNELS.map((channel) => ({ kind, channel })))

const resolver = lateResolver<EditAlertRulesInput>(
  async () => (await import('#lib/domain/alert-inputs.ts')).editAlertRulesInput,
)

export function EditAlertRules(props: {
  connectorId: string
  rules: AlertRule[]
  action: EditAlertRulesAction
}) {
  const t = useTranslations('alerts')
  const { connectorId, rules } = props
  const shown: EditAlertRulesInput = {
    connectorId,
    rules: CELLS.map(({ kind, channel }) => ({ kind, channel, mode: modeOf(kind, channel, rules) })),
    was: rules,
  }
  const form = useForm<EditAlertRulesInput>({
    resolver,
    defaultValues: shown,
  })
  return (
    <EditDialog
      form={form}
      shown={shown}
      call={useCall(props.action)}
      triggerLabel={t('rules.edit')}
      title={t('rules.title')}
      effect={t('rules.effect')}
      said={t('rules.saved')}
    >
      <div className={styles.rules}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('rules.kind')}</th>
              {ALERT_CHANNELS.map((channel) => (
                <th key={channel} scope="col">
                  {t(`channels.${channel}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ALERT_KINDS.map((kind, row) => (
              <tr key={kind}>
                <th scope="row">{t(`kinds.${kind}.name`)}</th>
                {ALERT_CHANNELS.map((channel, column) => (
                  <td key={channel}>
                    <Controller
                      control={form.control}
                      name={`rules.${row * ALERT_CHANNELS.length + column}.mode`}
                      render={({ field }) => (
                        <Select
                          ref={field.ref}
                          name={field.name}
                          value={field.value}
                          aria-label={t('rules.ruleOf', {
                            kind: t(`kinds.${kind}.name`),
                            channel: t(`channels.${channel}`),
                          })}
                          onChange={(_, data) => field.onChange(data.value as AlertMode)}
                        >
                          {modesOf(channel).map((mode) => (
                            <option key={mode} value={mode}>
                              {t(`modes.${mode}`)}
                            </option>
                          ))}
                        </Select>
                      )}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </EditDialog>
  )
}
