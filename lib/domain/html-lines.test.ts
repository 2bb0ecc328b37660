import { expect, test } from 'vitest'
import { htmlLines } from './html-lines.ts'

test.each([
  ['<p>one</p><div class="x">two<br/>three</div>', 'one\ntwo\nthree\n'],
  ['<style>p { color: red }</style>a&nbsp;&#8211; b &amp;lt; &unknown;', 'a – b &lt; &unknown;'],
  ['one\r\nline', 'one line'],
  ['<script>never ends', ''],
])('%j reads as %j', (html, text) => {
  expect(htmlLines(html)).toBe(text)
})
