/**
 * The text of a piece of HTML, line by line, for whoever looks for something in it. Not for display: an element's end is a
 * line's end where browsers mostly break one, and of entities only those are read that stand in plain words and ids.
 */
export function htmlLines(html: string): string {
  return html
    .replace(/<(?:script|style)\b[\s\S]*?(?:<\/(?:script|style)>|$)/gi, '')
    .replace(/[\r\n]+/g, ' ')
    .replace(/<br\b[^>]*>|<\/(?:p|div|li|tr|h[1-6]|blockquote|pre)>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(
      /&(nbsp|lt|gt|quot|amp|ndash|mdash|#\d{1,6});/g,
      (whole, name: string) => ENTITIES[name] ?? numbered(whole, name),
    )
}

const ENTITIES: Record<string, string> = {
  nbsp: ' ',
  lt: '<',
  gt: '>',
  quot: '"',
  amp: '&',
  ndash: '–',
  mdash: '—',
}

function numbered(whole: string, name: string): string {
  return name.startsWith('#') ? String.fromCodePoint(Number(name.slice(1))) : whole
}
