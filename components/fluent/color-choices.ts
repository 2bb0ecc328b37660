/** What a person may choose. `system` follows the browser: light or dark, and forced colours in any case. */
export const COLOR_CHOICES = ['system', 'light', 'dark', 'high-contrast'] as const

export type ColorChoice = (typeof COLOR_CHOICES)[number]

/** Where the choice is kept: the server has to know it, so that the first paint is right. */
export const COLOR_COOKIE = 'colors'

/** The choice in a cookie or a menu; the system's for anything else. */
export function toColorChoice(value: string | undefined): ColorChoice {
  return COLOR_CHOICES.find((choice) => choice === value) ?? 'system'
}
