import { type DataType, Field, Float64, Int8, makeData, RecordBatch, Schema, Struct, Table, tableToIPC, TimestampMillisecond, Utf8, type Vector, vectorFromArray } from 'apache-arrow'
import type { ExportedIncident } from './queries/incidentExport.ts'

type Name = keyof ExportedIncident
const types: Record<Name, DataType> = {
  id: new Utf8(), number: new Utf8(), occurredAt: new TimestampMillisecond('UTC'), longitude: new Float64(), latitude: new Float64(), categoryCode: new Utf8(), categoryZh: new Utf8(), categoryEn: new Utf8(), severity: new Int8(),
  state: new Utf8(), provenance: new Utf8(), channel: new Utf8(), areaCode: new Utf8(), zoneCode: new Utf8(),
}
const names = Object.keys(types) as Name[]
const schema = new Schema(names.map((name) => new Field(name, types[name], name === 'zoneCode')))

/** The end of a stream is told by a message of no length. */
const endBytes = 8

/** Under the one schema: what a page happens to hold (no zone at all) must not change it. */
function ipcOf(rows: ExportedIncident[]): Uint8Array {
  const children = names.map((name) => (vectorFromArray(rows.map((row) => (name === 'occurredAt' ? Date.parse(row[name]) : row[name])) as never[], types[name] as never) as Vector).data[0]!)
  const batch = new RecordBatch(schema, makeData({ type: new Struct(schema.fields), length: rows.length, nullCount: 0, children }))
  return tableToIPC(new Table(schema, [batch]), 'stream')
}

const head = tableToIPC(new Table(schema), 'stream').slice(0, -endBytes)

/** An Arrow IPC stream of pages, made as fast as it is taken. @param page reads the rows after a row */
export function incidentArrow(page: (after: ExportedIncident | null) => Promise<ExportedIncident[]>): ReadableStream<Uint8Array> {
  let last: ExportedIncident | null = null
  return new ReadableStream<Uint8Array>({
    start(controller) { controller.enqueue(head) },
    async pull(controller) {
      const rows = await page(last)
      last = rows.at(-1) ?? null
      if (rows.length > 0) {
        controller.enqueue(ipcOf(rows).subarray(head.byteLength, -endBytes))
        return
      }
      controller.enqueue(Uint8Array.of(255, 255, 255, 255, 0, 0, 0, 0))
      controller.close()
    },
  }, { highWaterMark: 1 })
}
