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
      .map(([token, value]) => [token, `light-dark(${flat(value)}, ${flat(dark[token])})`]),
  )
}

/**
 * `rgba(0, 0, 0, 0.4)` as `#00000066`: Fluent leaves a token out whose value has parentheses inside parentheses, and
 * a dialog had nothing behind it.
 */
function flat(value: string | number | undefined): string {
  const channels = /^rgba\(([\d.]+),\s*([\d.]+),\s*([\d.]+),\s*([\d.]+)\)$/.exec(String(value))?.slice(1)
  if (!channels) return String(value)
  const [alpha, ...colors] = channels.map(Number).reverse()
  const bytes = [...colors.reverse(), Math.round((alpha ?? 1) * 255)]
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}
