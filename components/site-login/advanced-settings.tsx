'use client'

import { Field, Radio, RadioGroup } from '@fluentui/react-components'
import { ChevronRight20Regular } from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import { Controller, useWatch } from 'react-hook-form'
import { TextField } from '#components/fields/text-field.tsx'
import { HostKeySetting } from './host-key-setting.tsx'
import styles from './site-login.module.css'
import type { SiteLogin } from './use-site-login.ts'

/** Where the site is and how to sign in; right as it stands for most. */
export function AdvancedSettings({ login }: { login: SiteLogin }) {
  const t = useTranslations('login')
  const [host = '', port, folder = ''] = useWatch({
    control: login.form.control,
    name: ['host', 'port', 'folder'],
  })
  return (
    <details
      className={styles.advanced}
      open={login.isAdvancedOpen}
      onToggle={(event) => login.setAdvancedOpen(event.currentTarget.open)}
    >
      <summary>
        <ChevronRight20Regular aria-hidden className={styles.chevron ?? ''} />
        {t('advanced')}
        <span>{t('siteSummary', { host, port: String(port ?? ''), folder })}</span>
      </summary>
      {login.isAdvancedOpen && <SettingsFields login={login} />}
    </details>
  )
}

/** There only while they are open: a closed group's fields would still be found by their labels. */
function SettingsFields({ login }: { login: SiteLogin }) {
  const t = useTranslations('login')
  const { control } = login.form
  return (
    <div className={styles.fields}>
      <Controller
        control={control}
        name="method"
        render={({ field }) => (
          <Field label={t('method')}>
            <RadioGroup
              layout="horizontal"
              value={field.value ?? 'password'}
              onChange={(_, data) => field.onChange(data.value)}
            >
              <Radio value="password" label={t('methodPassword')} />
              <Radio value="key" label={t('methodKey')} />
            </RadioGroup>
          </Field>
        )}
      />
      <TextField control={control} name="host" label={t('host')} required autoComplete="off" />
      <TextField control={control} name="port" label={t('port')} required type="number" autoComplete="off" />
      <TextField control={control} name="folder" label={t('folder')} required autoComplete="off" />
      <TextField
        control={control}
        name="timeoutSeconds"
        label={t('timeout')}
        hint={t('timeoutHint')}
        required
        type="number"
        autoComplete="off"
      />
      <HostKeySetting login={login} />
    </div>
  )
}
