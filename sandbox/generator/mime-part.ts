/** A part of text: its header and content, without boundaries. */
export function part(type: string, content: string): string {
  return `Content-Type: ${type}; charset=utf-8\r\n\r\n${content}`
}

/** A part that is a file; the name with its quotes. */
export function filePart(quotedName: string, content: string): string {
  return `Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=${quotedName}\r\n\r\n${content}`
}
