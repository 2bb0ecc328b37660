import { FluentProvider, webLightTheme } from '@fluentui/react-components'
import { NextIntlClientProvider } from 'next-intl'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { RunCheck } from '#lib/domain/run-check.ts'
import messages from '../../messages/en.json' with { type: 'json' }
import { RunCheckCard } from './run-check.tsx'

const QUIET: RunCheck = {
  ...{ folders: 2, messages: 213, doubles: 0, incomplete: 0, alreadyThere: 0 },
  ...{ checkedAt: new Date('2026-11-22T08:00:00Z'), doubleItems: [], notChecked: [] },
}

test('the check of a run says that the record was behind the mailboxes, and only when it was', () => {
  expect(shown(QUIET)).not.toContain('already held')
  const told = shown({ ...QUIET, alreadyThere: 1_213 })
  expect(told).toContain('The mailboxes already held 1,213 of these messages')
  expect(told).toContain('recognized, not imported again')
})

function shown(check: RunCheck): string {
  return renderToString(
    <NextIntlClientProvider locale="en-GB" timeZone="UTC" messages={messages}>
      <FluentProvider theme={webLightTheme}>
        <RunCheckCard check={check} timeZone="UTC" />
      </FluentProvider>
    </NextIntlClientProvider>,
  )
}
