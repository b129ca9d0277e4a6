import { shallowRef } from 'vue'

/** Rows of one noun by id; newer versions win, whatever order they arrive in. */
export function versionedRows<Row extends { id: string; version: number }>() {
  const byId = shallowRef<ReadonlyMap<string, Row>>(new Map())
  function put(rows: readonly Row[], gone: readonly string[] = []) {
    const next = new Map(byId.value)
    for (const id of gone) next.delete(id)
    for (const row of rows) if ((next.get(row.id)?.version ?? 0) <= row.version) next.set(row.id, row)
    byId.value = next
  }
  /** Of a list that was read whole: what it does not hold is gone. */
  function putWhole(rows: readonly Row[]) {
    const listed = new Set(rows.map(({ id }) => id))
    put(rows, [...byId.value.keys()].filter((id) => !listed.has(id)))
  }
  return { byId, put, putWhole }
}
