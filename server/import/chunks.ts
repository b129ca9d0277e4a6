import { chunkRows, type Counts, type Written } from './types.ts'

/**
 * Gathers rows of one noun and writes them in chunks, each in its own transaction. One chunk is written while the next is read; the
 * writes of one import never run beside each other, so that their order is that of the file.
 */
export class Chunks<Row> {
  readonly #write: (rows: Row[]) => Promise<Written>
  readonly #counts: Counts
  readonly #after: () => void
  #rows: Row[] = []
  #writing: Promise<void> = Promise.resolve()

  constructor(counts: Counts, write: (rows: Row[]) => Promise<Written>, after: () => void = () => {}) {
    this.#counts = counts
    this.#write = write
    this.#after = after
  }

  async add(row: Row): Promise<void> {
    this.#rows.push(row)
    if (this.#rows.length >= chunkRows) await this.#send()
  }

  async flush(): Promise<void> {
    if (this.#rows.length) await this.#send()
    await this.#writing
  }

  async #send(): Promise<void> {
    const rows = this.#rows
    this.#rows = []
    await this.#writing
    this.#writing = this.#one(rows)
    // Looked at by the next await; without this a failure in between would end the process.
    this.#writing.catch(() => {})
  }

  async #one(rows: Row[]): Promise<void> {
    const { inserted, updated, unchanged } = await this.#write(rows)
    this.#counts.inserted += inserted
    this.#counts.updated += updated
    this.#counts.unchanged += unchanged
    this.#after()
  }
}
