import { createCSSRuleFromTheme, webLightTheme } from '@fluentui/react-components'
import { expect, test } from 'vitest'
import { lightDarkTheme } from './light-dark-theme.ts'

test('no token of the theme is left out by Fluent', () => {
  const rule = createCSSRuleFromTheme('.theme', lightDarkTheme)
  const missing = Object.keys(webLightTheme).filter((token) => !rule.includes(`--${token}: `))
  expect(missing).toEqual([])
})
