import { type Theme, webDarkTheme, webLightTheme } from '@fluentui/react-components'

/**
 * One theme for both colour schemes: CSS chooses, by `color-scheme`, at the moment of painting. A server does not
 * know what a person prefers, so a choice in JavaScript would flash or differ from what the server sent.
 */
export const lightDarkTheme: Theme = { ...webLightTheme, ...bothColors() }

function bothColors(): Partial<Theme> {
  const dark: Record<string, string | number> = { ...webDarkTheme }
  return Object.fromEntries(
    Object.entries(webLightTheme)
      .filter(([token, value]) => token.startsWith('color') && dark[token] !== value)
      .map(([token, value]) => [token, `light-dark(${value}, ${dark[token]})`]),
  )
}
