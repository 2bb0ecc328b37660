/** Another text for each label; the same for the same label. Letters and digits. */
export type TokenFor = (label: string) => string

/** Fields that tell how a copy came here, not what it says. */
const TRANSPORT_FIELDS =
  /^(received|return-path|delivered-to|x-received|x-originating-ip|authentication-results|dkim-signature|rcpt_to|message-id):/i
/** A fold may be any blank there, since addresses and parameters do not mind. */
const FREELY_FOLDED_FIELDS = /^(from|to|cc|sender|reply-to|content-type):/i

/**
 * The same message as another export brings it: other Received, Return-Path and Message-ID fields in front, other folds
 * in address fields, other MIME boundaries. Everything else stays byte for byte, the archive message id too.
 */
export function rewriteTransport(eml: Buffer, tokenFor: TokenFor, exportedAt: Date): Buffer {
  // Latin 1: a character is a byte, whatever the message is written in.
  const text = eml.toString('latin1')
  const headerEnd = /\r?\n\r?\n/.exec(text)
  const header = headerEnd ? text.slice(0, headerEnd.index) : text
  const rest = headerEnd ? text.slice(headerEnd.index) : ''
  const lineEnd = /\r?\n/.exec(text)?.[0] ?? '\r\n'

  const kept = header.split(/\r?\n(?![ \t])/).filter((field) => !TRANSPORT_FIELDS.test(field))
  const fields = [
    ...transportFields(tokenFor, exportedAt, lineEnd),
    ...kept.map((field) =>
      FREELY_FOLDED_FIELDS.test(field) ? field.replace(/(\r?\n)[ \t]/g, '$1\t') : field,
    ),
  ]
  return Buffer.from(withOtherBoundaries(fields.join(lineEnd) + rest, tokenFor), 'latin1')
}

function transportFields(tokenFor: TokenFor, exportedAt: Date, lineEnd: string): string[] {
  const date = exportedAt.toUTCString().replace('GMT', '+0000')
  const relay = `relay-${tokenFor('relay').slice(0, 4)}.telemessage.example`
  return [
    `Return-Path: <bounce-${tokenFor('return-path').slice(0, 12)}@telemessage.example>`,
    `Received: from ${relay} (${relay} [198.51.100.7])${lineEnd}\tby export.telemessage.example with ESMTPS id ${tokenFor('hop').slice(0, 12)};${lineEnd}\t${date}`,
    `Received: from archive.telemessage.example by ${relay} with ESMTP id ${tokenFor('first-hop').slice(0, 12)}; ${date}`,
    `Message-ID: <${tokenFor('message-id').slice(0, 24)}@export.telemessage.example>`,
  ]
}

const DECLARED = /boundary[ \t]*=[ \t]*(?:"([^"\r\n]{1,70})"|([^\s";]{1,70}))/gi

/** Only what is declared and then stands at the beginning of a line is a boundary; the same letters in a text are text. */
function withOtherBoundaries(text: string, tokenFor: TokenFor): string {
  const declared = new Set([...text.matchAll(DECLARED)].map(([, quoted, bare]) => quoted ?? bare ?? ''))
  const others = new Map<string, string>()
  const renamed = text.replace(
    /^--([^\r\n]{1,72}?)(--)?([ \t]*)$/gm,
    (line, name: string, close = '', blanks = '') => {
      if (!declared.has(name)) return line
      const other = others.get(name) ?? `=_re_${tokenFor(`boundary-${others.size}`).slice(0, 30)}`
      others.set(name, other)
      return `--${other}${close}${blanks}`
    },
  )
  return renamed.replace(DECLARED, (declaration: string, quoted?: string, bare?: string) => {
    const name = quoted ?? bare ?? ''
    const other = others.get(name)
    return other === undefined ? declaration : declaration.replace(name, other)
  })
}
