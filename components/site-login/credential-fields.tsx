'use client'

import { Field, Textarea } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import { Controller, useWatch } from 'react-hook-form'
import { TextField } from '#components/fields/text-field.tsx'
import { useFieldProblem } from '#components/fields/use-field-problem.ts'
import { isSecretStored } from './is-secret-stored.ts'
import { SecretField } from './secret-field.tsx'
import styles from './site-login.module.css'
import type { SiteLogin } from './use-site-login.ts'

/** Who signs in, and the password or the private key that proves it. A stored one is never shown, only said. */
export function CredentialFields({ login }: { login: SiteLogin }) {
  const t = useTranslations('login')
  const { control } = login.form
  const [method, host, port, username] = useWatch({
    control,
    name: ['method', 'host', 'port', 'username'],
  })
  const { stored } = login
  const ofMethod = stored?.method === method ? stored : null
  const isStored = isSecretStored(stored, { method, host, port, username })
  const storedHint =
    ofMethod &&
    (isStored
      ? method === 'key'
        ? t('privateKeyStored', { fingerprint: ofMethod.keyFingerprint ?? '' })
        : t('passwordStored')
      : t('storedElsewhere', { username: ofMethod.username, host: ofMethod.host, port: ofMethod.port }))
  return (
    <div className={styles.fields}>
      <TextField control={control} name="username" label={t('username')} required autoComplete="username" />
      {method === 'key' ? (
        <KeyFields login={login} hint={storedHint ?? t('privateKeyHint')} isRequired={!isStored} />
      ) : (
        <SecretField
          control={control}
          name="password"
          label={t('password')}
          {...(storedHint && { hint: storedHint })}
          required={!isStored}
          autoComplete="current-password"
        />
      )}
    </div>
  )
}

function KeyFields({ login, hint, isRequired }: { login: SiteLogin; hint: string; isRequired: boolean }) {
  const t = useTranslations('login')
  const problemOf = useFieldProblem()
  const { control } = login.form
  return (
    <>
      <Controller
        control={control}
        name="privateKey"
        render={({ field, fieldState }) => (
          <Field
            label={t('privateKey')}
            hint={hint}
            {...(isRequired && { required: true })}
            {...(fieldState.error && { validationMessage: problemOf(fieldState.error.message) })}
          >
            <Textarea
              ref={field.ref}
              name={field.name}
              value={field.value ?? ''}
              onChange={(_, data) => field.onChange(data.value)}
              onBlur={field.onBlur}
              className={styles.privateKey ?? ''}
              rows={5}
              resize="vertical"
              autoComplete="off"
              spellCheck={false}
              placeholder="-----BEGIN OPENSSH PRIVATE KEY-----"
            />
          </Field>
        )}
      />
      <SecretField
        control={control}
        name="passphrase"
        label={t('passphrase')}
        hint={t('passphraseHint')}
        autoComplete="off"
      />
    </>
  )
}
