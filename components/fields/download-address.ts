/** By a link, not by going there: an answer that is no file leaves the page where it is. */
export function downloadAddress(address: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = ''
  link.click()
}
