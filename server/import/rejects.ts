import { mkdirSync, createWriteStream, type WriteStream } from 'node:fs'
import { join } from 'node:path'
import { once } from 'node:events'
import { csvLine } from '../../geodata/format/csvCell.ts'

/** Every refused row with its place in the file and why, in a CSV that a spreadsheet may open; and how many for each reason. */
export class Rejects {
  readonly byReason = new Map<string, number>()
  #file: WriteStream | undefined
  readonly path: string
  readonly #header: readonly string[]

  constructor(folder: string, importId: number, header: readonly string[]) {
    this.path = join(folder, 'imports', `${importId}-rejected.csv`)
    this.#header = header
  }

  get count(): number {
    return [...this.byReason.values()].reduce((sum, count) => sum + count, 0)
  }

  /** @param kind the reason without the values of this row, for the summary */
  add(file: string, row: number | string, reason: string, cells: readonly unknown[], kind = reason): void {
    this.byReason.set(kind, (this.byReason.get(kind) ?? 0) + 1)
    if (!this.#file) {
      mkdirSync(join(this.path, '..'), { recursive: true })
      this.#file = createWriteStream(this.path)
      // A byte order mark, so that spreadsheets read the Chinese in it.
      this.#file.write('\ufeff' + csvLine(['file', 'row', 'reason', ...this.#header]))
    }
    this.#file.write(csvLine([file, row, reason, ...cells]))
  }

  async close(): Promise<void> {
    if (!this.#file) return
    this.#file.end()
    await once(this.#file, 'close')
  }
}
