'use client'

import {
  createDOMRenderer,
  FluentProvider,
  RendererProvider,
  renderToStyleElements,
  SSRProvider,
  teamsHighContrastTheme,
} from '@fluentui/react-components'
import { useServerInsertedHTML } from 'next/navigation'
import { isValidElement, type ReactNode, useState } from 'react'
import { useColorChoice } from './color-choice.tsx'
import { lightDarkTheme } from './light-dark-theme.ts'

/** Fluent's own, with the system's next and Chinese ones before any other. */
const FONT = {
  fontFamilyBase:
    "'Segoe UI', 'Segoe UI Web (West European)', system-ui, -apple-system, Roboto, 'Helvetica Neue', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif",
}
const LIGHT_DARK = { ...lightDarkTheme, ...FONT }
const HIGH_CONTRAST = { ...teamsHighContrastTheme, ...FONT }

/** Fluent UI for server and browser, under a content security policy that wants the nonce on every style element. */
export function FluentRoot({ nonce, children }: { nonce: string; children: ReactNode }) {
  const [renderer] = useState(() =>
    createDOMRenderer(typeof document === 'undefined' ? undefined : document, {
      styleElementAttributes: { nonce },
    }),
  )
  const { choice } = useColorChoice()
  const [sent] = useState(() => new Set<string>())

  // Called at each flush of a streamed page. Only what has changed since goes out: sending nothing after the first
  // flush leaves late parts unstyled, and sending all of it again makes stale copies win over newer ones.
  useServerInsertedHTML(() => (
    <>
      {renderToStyleElements(renderer).filter((element) => {
        if (!isValidElement<{ dangerouslySetInnerHTML?: { __html: string } }>(element)) return false
        const rules = `${element.key} ${element.props.dangerouslySetInnerHTML?.__html}`
        const isNew = !sent.has(rules)
        sent.add(rules)
        return isNew
      })}
    </>
  ))

  return (
    <RendererProvider
      renderer={renderer}
      {...(typeof document !== 'undefined' && { targetDocument: document })}
    >
      <SSRProvider>
        {/* The provider's own class is copied to portals: the page's layout would cover the page from there. */}
        <FluentProvider theme={choice === 'high-contrast' ? HIGH_CONTRAST : LIGHT_DARK}>
          <div className="fluent-root">{children}</div>
        </FluentProvider>
      </SSRProvider>
    </RendererProvider>
  )
}
