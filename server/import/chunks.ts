import { chunkRows, type Counts, type Written } from './types.ts'

/**
 * Gathers rows of one noun and writes them in chunks, each in its own transaction, while the next are read. At most `beside` chunks are
 * written beside each other; more than one only where chunks share no rows.
 */
export class Chunks<Row> {
  readonly #write: (rows: Row[]) => Promise<Written>
  readonly #counts: Counts
  readonly #after: () => void
  #rows: Row[] = []
  readonly #beside: number
  #writing: Promise<void>[] = []

  constructor(counts: Counts, write: (rows: Row[]) => Promise<Written>, after: () => void = () => {}, beside = 1) {
    this.#counts = counts
    this.#write = write
    this.#after = after
    this.#beside = beside
  }

  async add(row: Row): Promise<void> {
    this.#rows.push(row)
    if (this.#rows.length >= chunkRows) await this.#send()
  }

  async flush(): Promise<void> {
    if (this.#rows.length) await this.#send()
    await Promise.all(this.#writing)
  }

  async #send(): Promise<void> {
    const rows = this.#rows
    this.#rows = []
    if (this.#writing.length >= this.#beside) await this.#writing.shift()
    const writing = this.#one(rows)
    this.#writing.push(writing)
    // Looked at by a later await; without this a failure in between would end the process.
    writing.catch(() => {})
  }

  async #one(rows: Row[]): Promise<void> {
    const { inserted, updated, unchanged } = await this.#write(rows)
    this.#counts.inserted += inserted
    this.#counts.updated += updated
    this.#counts.unchanged += unchanged
    this.#after()
  }
}
