/** Markup that is safe to send: everything interpolated into `html` is escaped unless it is Html itself. */
export type Html = { readonly markup: string }

type Interpolated = string | number | Html | readonly Html[]

export function html(parts: TemplateStringsArray, ...values: readonly Interpolated[]): Html {
  return { markup: parts.reduce((text, part, index) => text + toMarkup(values[index - 1] ?? '') + part) }
}

/** The pages of the sandbox run no script and load nothing: a hostile subject has nothing to reach for. */
export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
} as const

export function renderPage(title: string, main: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
:root { color-scheme: light; font: 16px/1.5 "Segoe UI", system-ui, "Noto Sans CJK SC", sans-serif; color: #242424; background: #f5f5f5 }
body { margin: 0 }
main { max-width: 68rem; margin: 0 auto; padding: 1.5rem 1rem 4rem }
h1 { font-size: 1.5rem; margin: 0 0 .25rem } h2 { font-size: 1.2rem; margin: 2rem 0 .5rem } h3 { font-size: 1rem; margin: 0 0 .5rem; overflow-wrap: anywhere }
p { margin: .25rem 0 .75rem }
a { color: #0f548c }
:focus-visible { outline: 3px solid #0f6cbd; outline-offset: 2px }
button { font: inherit; text-align: left; width: 100%; padding: .75rem 1rem; margin: 0 0 .5rem; border: 1px solid #8a8a8a; border-radius: 4px; background: #fff; color: inherit; cursor: pointer }
button:hover { background: #ebf3fc } button span { display: block } button strong { font-weight: 600 }
.note { color: #545454 }
article { background: #fff; border: 1px solid #d1d1d1; border-radius: 4px; padding: 1rem; margin: 0 0 1rem }
dl { display: grid; grid-template-columns: fit-content(14rem) minmax(0, 1fr); gap: .15rem 1rem; margin: 0 } dt { color: #545454; overflow-wrap: break-word; min-width: 0 } dd { margin: 0; overflow-wrap: anywhere }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; background: #fafafa; border: 1px solid #e0e0e0; padding: .75rem; margin: .75rem 0 0 }
table { border-collapse: collapse; width: 100%; background: #fff } th, td { text-align: left; padding: .4rem .75rem; border: 1px solid #d1d1d1; overflow-wrap: anywhere }
ul.people { list-style: none; padding: 0; max-width: 32rem }
</style>
</head>
<body>
<main>
${main}
</main>
</body>
</html>
`.markup
}

function toMarkup(value: Interpolated): string {
  if (typeof value === 'string') return escapeHtml(value)
  if (typeof value === 'number') return String(value)
  return 'markup' in value ? value.markup : value.map((item) => item.markup).join('')
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}
