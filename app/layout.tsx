import './globals.css'
import type { Metadata } from 'next'
import { cookies, headers } from 'next/headers'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ColorChoiceProvider } from '#components/fluent/color-choice.tsx'
import { COLOR_COOKIE, toColorChoice } from '#components/fluent/color-choices.ts'
import { FluentRoot } from '#components/fluent/fluent-root.tsx'
import { frameWordsJson } from '#components/words/words-of-pages.ts'
import { WordsProvider } from '#components/words/words-provider.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('app')
  return {
    title: { default: t('name'), template: `%s - ${t('name')}` },
    description: t('description'),
    robots: { index: false, follow: false },
  }
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? ''
  const colors = toColorChoice((await cookies()).get(COLOR_COOKIE)?.value)
  const locale = await getLocale()
  return (
    <html lang={locale} dir="ltr" data-colors={colors}>
      <body>
        {/* Not from app/icon.svg: the page that names a missing role comes without a file's metadata. */}
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <WordsProvider locale={locale} messagesJson={await frameWordsJson(locale)}>
          <ColorChoiceProvider initial={colors}>
            <FluentRoot nonce={nonce}>{children}</FluentRoot>
          </ColorChoiceProvider>
        </WordsProvider>
      </body>
    </html>
  )
}
