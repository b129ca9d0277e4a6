import { decodeFrame, frameLength, type FrameColumns } from '../../geodata/format/incidentFrames.ts'
import type { IncidentColumns } from '../../geodata/format/incidentColumns.ts'

/** Bits that frames leave out of a place; rows lie in the middle of their cell. */
const dropped = 5

export type FrameLoader = {
  /** Any piece of a stream of frames. @throws RangeError for what is none @returns rows that are there now */
  feed(bytes: Uint8Array): number
  /** All rows so far, in order of time: views into the arrays that are still being filled, which must not be changed. */
  columns(): IncidentColumns
}

function makeRoom(rows: number): IncidentColumns {
  return {
    count: rows, ids: new Uint8Array(0), x: new Uint32Array(rows), y: new Uint32Array(rows), occurredAt: new Float64Array(rows), categoryId: new Uint16Array(rows), severity: new Uint8Array(rows),
    state: new Uint8Array(rows), provenance: new Uint8Array(rows), shape: new Uint8Array(rows), zoneId: new Uint32Array(0), areaId: new Uint32Array(rows),
  }
}

const copied = ['occurredAt', 'categoryId', 'severity', 'state', 'provenance', 'shape', 'areaId'] as const
const cut = (columns: IncidentColumns, from: number): IncidentColumns => ({
  count: columns.count - from, ids: columns.ids, zoneId: columns.zoneId, x: columns.x.subarray(from), y: columns.y.subarray(from), occurredAt: columns.occurredAt.subarray(from), categoryId: columns.categoryId.subarray(from),
  severity: columns.severity.subarray(from), state: columns.state.subarray(from), provenance: columns.provenance.subarray(from), shape: columns.shape.subarray(from), areaId: columns.areaId.subarray(from),
})

/** Frames come newest first, so the room is filled from its end: what is there is always in order of time. `total` is a promise that a report in between may break by a few rows. */
export function openFrames(total: number): FrameLoader {
  let room = makeRoom(total)
  let free = total
  let rest = new Uint8Array(0)

  function put(frame: FrameColumns) {
    if (frame.count > free) {
      const more = frame.count - free + 1024
      const wider = makeRoom(room.count + more)
      for (const name of [...copied, 'x', 'y'] as const) (wider[name] as Uint8Array).set(room[name] as Uint8Array, more)
      room = wider
      free += more
    }
    free -= frame.count
    for (const name of copied) (room[name] as Uint8Array).set(frame[name] as Uint8Array, free)
    for (let row = 0; row < frame.count; row++) {
      room.x[free + row] = (frame.x[row]! << dropped) | (1 << (dropped - 1))
      room.y[free + row] = (frame.y[row]! << dropped) | (1 << (dropped - 1))
    }
  }

  return {
    feed(bytes) {
      const all = rest.byteLength === 0 ? bytes : new Uint8Array(rest.byteLength + bytes.byteLength)
      if (all !== bytes) {
        all.set(rest)
        all.set(bytes, rest.byteLength)
      }
      let at = 0
      for (;;) {
        const length = frameLength(all.subarray(at))
        if (length === null || at + length > all.byteLength) break
        put(decodeFrame(all.subarray(at, at + length)))
        at += length
      }
      rest = all.slice(at)
      return room.count - free
    },
    columns: () => cut(room, free),
  }
}
