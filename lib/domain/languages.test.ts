import { describe, expect, it } from 'vitest'
import { toLanguage } from './languages.ts'

describe('the language of a page', () => {
  it('is the one that was chosen, whatever the browser says', () => {
    expect(toLanguage('zh-CN', 'sv-SE,sv;q=0.9')).toBe('zh-CN')
  })

  it.each([
    ['sv', 'sv-SE'],
    ['sv-FI,en;q=0.5', 'sv-SE'],
    ['en-US,en;q=0.9,sv;q=0.8', 'en-GB'],
    ['de-DE,de;q=0.9,sv;q=0.5,en;q=0.7', 'en-GB'],
    ['en;q=0.4, zh-Hans-CN;q=0.8', 'zh-CN'],
    ['zh', 'zh-CN'],
    ['fr, *;q=0.5', 'en-GB'],
    ['sv;q=0, zh-SG;q=0.1', 'zh-CN'],
    ['', 'en-GB'],
    [null, 'en-GB'],
  ])('is the best that the browser accepts: %s', (header, language) => {
    expect(toLanguage(undefined, header)).toBe(language)
  })

  it('is not Simplified Chinese for whoever reads Traditional, but the next they know', () => {
    expect(toLanguage(undefined, 'zh-TW,zh-Hant;q=0.9,sv;q=0.3')).toBe('sv-SE')
  })

  it('is not what a cookie makes up', () => {
    expect(toLanguage('../../etc', 'sv')).toBe('sv-SE')
  })

  it('reads no more of a header than a browser sends', () => {
    expect(toLanguage(undefined, `${'xx,'.repeat(100_000)}sv`)).toBe('en-GB')
  })
})
