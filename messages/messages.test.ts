import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '#lib/domain/languages.ts'
import english from './en.json'
import frameFault from './frame-fault.json'
import swedish from './sv.json'
import chinese from './zh-CN.json'

type Tree = { [key: string]: string | Tree }

const original = textsOf(english)

describe.each([
  ['Swedish', textsOf(swedish), 'sv'],
  ['Simplified Chinese', textsOf(chinese), 'zh-CN'],
])('%s', (_, translated, tag) => {
  it('says everything that English says, and nothing else', () => {
    expect([...original.keys()].filter((key) => !translated.has(key))).toEqual([])
    expect([...translated.keys()].filter((key) => !original.has(key))).toEqual([])
  })

  it('names the same arguments, tags and choices', () => {
    const different = [...translated].flatMap(([key, text]) => {
      const wanted = argumentsOf(original.get(key) ?? '')
      const named = argumentsOf(text)
      return wanted.join() === named.join() ? [] : [{ key, wanted, named }]
    })
    expect(different).toEqual([])
  })

  it('has a form for each number in every plural, unless it names the numbers itself', () => {
    const known = new Intl.PluralRules(tag).resolvedOptions().pluralCategories
    const missing = [...translated].flatMap(([key, text]) =>
      pluralsOf(parse(text))
        .filter((forms) => !forms.some((form) => form.startsWith('=')))
        .filter((forms) => !known.every((category) => forms.includes(category)))
        .map((forms) => ({ key, forms })),
    )
    expect(missing).toEqual([])
  })

  it('leaves no sentence in English', () => {
    const same = [...translated].filter(([key, text]) => original.get(key) === text && isSentence(text))
    expect(same).toEqual([])
  })
})

describe('the words for a frame that failed', () => {
  it('are there in each language, and the same words in each', () => {
    expect(Object.keys(frameFault)).toEqual(LANGUAGES.map(({ tag }) => tag))
    for (const words of Object.values(frameFault))
      expect(Object.keys(words)).toEqual(Object.keys(frameFault['en-GB']))
  })

  it('are those of the product', () => {
    const { app, title, retry } = frameFault['en-GB']
    expect([app, title, retry]).toEqual([english.app.name, english.fault.title, english.fault.retry])
    expect(frameFault['sv-SE'].app).toBe(swedish.app.name)
    expect(frameFault['zh-CN'].app).toBe(chinese.app.name)
  })
})

function textsOf(tree: Tree, path = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[path + key, value]] : [...textsOf(value, `${path}${key}.`)],
    ),
  )
}

/** `count`, `<b>`, `outcome: failed imported`: what a text wants to be given. Plural forms are each language's own. */
function argumentsOf(text: string): string[] {
  return [...new Set(parse(text).flatMap(namesIn))].sort()
}

function namesIn(element: MessageFormatElement): string[] {
  switch (element.type) {
    case TYPE.literal:
    case TYPE.pound:
      return []
    case TYPE.tag:
      return [`<${element.value}>`, ...element.children.flatMap(namesIn)]
    case TYPE.select:
      return [
        `${element.value}: ${Object.keys(element.options).sort().join(' ')}`,
        ...insideOf(element.options),
      ]
    case TYPE.plural:
      return [element.value, ...insideOf(element.options)]
    default:
      return [element.value]
  }
}

function insideOf(options: Record<string, { value: MessageFormatElement[] }>): string[] {
  return Object.values(options).flatMap(({ value }) => value.flatMap(namesIn))
}

/** The forms of each plural in a text: `one`, `other`, `=0`. */
function pluralsOf(elements: readonly MessageFormatElement[]): string[][] {
  return elements.flatMap((element) => {
    if (element.type === TYPE.tag) return pluralsOf(element.children)
    if (element.type !== TYPE.plural && element.type !== TYPE.select) return []
    const inner = Object.values(element.options).flatMap(({ value }) => pluralsOf(value))
    return element.type === TYPE.plural ? [Object.keys(element.options), ...inner] : inner
  })
}

/** Four words and more are no name, code or file format. */
function isSentence(text: string): boolean {
  return (
    text
      .replace(/<[^>]*>|\{[^}]*\}/g, '')
      .split(/\s+/)
      .filter((word) => /[a-z]{2}/i.test(word)).length >= 4
  )
}
