import { expect, test } from 'vitest'
import { connectorSentence } from './connector-sentence.ts'

const closed = { items: { balanced: true }, deliveries: { balanced: true } }

test('a run that has ended well says that all is in', () => {
  expect(connectorSentence({ kind: 'completed' }, closed)).toBe('all-in')
})

test('problems never hide books that do not add up', () => {
  expect(connectorSentence({ kind: 'completed-with-problems' }, closed)).toBe('with-problems')
  const open = { ...closed, deliveries: { balanced: false } }
  expect(connectorSentence({ kind: 'completed-with-problems' }, open)).toBe('open-books')
})

test('a run that goes on is not judged by its books', () => {
  const open = { ...closed, items: { balanced: false } }
  expect(connectorSentence({ kind: 'importing', stage: 'recording', percent: null }, open)).toBe('running')
})

test('a paused connector says so, whatever its last run brought', () => {
  expect(connectorSentence({ kind: 'paused' }, closed)).toBe('paused')
  expect(connectorSentence({ kind: 'waiting-to-start' }, null)).toBe('waiting')
})
