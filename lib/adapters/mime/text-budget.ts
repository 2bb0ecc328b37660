import { ContentInMemory, type PartContent } from './part-contents.ts'

/**
 * The body of a message has to be in memory, several times over. Graph takes it in one request of 4 MB, so what is four
 * times as long cannot be imported anyway, whatever the connector's limit says.
 */
export const LARGEST_TEXT_BYTES = 16 * 1024 * 1024

/** What the text parts of one message may hold together. */
export class TextBudget {
  #usedBytes = 0

  open(): PartContent {
    const content = new ContentInMemory()
    return {
      append: (bytes) => {
        this.#usedBytes += bytes.length
        if (this.#usedBytes > LARGEST_TEXT_BYTES) throw new TextTooLongError()
        content.append(bytes)
      },
      finalize: () => content.finalize(),
    }
  }
}

export class TextTooLongError extends Error {
  constructor() {
    super(`The text of the message has more than ${LARGEST_TEXT_BYTES} bytes.`)
    this.name = 'TextTooLongError'
  }
}
