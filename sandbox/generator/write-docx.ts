import { buildZip } from './build-zip.ts'

/** A Word document of one paragraph, complete enough for Word to open. */
export function writeDocx(text: string): Buffer {
  const part = (name: string, xml: string) => ({ name, content: Buffer.from(`${DECLARATION}${xml}`, 'utf8') })
  return buildZip([
    part('[Content_Types].xml', CONTENT_TYPES),
    part('_rels/.rels', RELATIONSHIPS),
    part(
      'word/document.xml',
      `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>${escaped(text)}</w:t></w:r></w:p></w:body></w:document>`,
    ),
  ])
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const CONTENT_TYPES =
  '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
const RELATIONSHIPS =
  '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
