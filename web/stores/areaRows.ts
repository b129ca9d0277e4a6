import type { AreaOnDay } from '../../geodata/model/areaChange.ts'

export type AreaRow = AreaOnDay & { depth: number; children: number }
type Below = ReadonlyMap<number | null, AreaOnDay[]>
/** More rows than this are no help to anybody who searches. */
const mostFound = 300

/** Areas by the one above; those whose parent one may not see are at the top. */
export function childrenOf(areas: readonly AreaOnDay[], byId: ReadonlyMap<number, AreaOnDay>): Map<number | null, AreaOnDay[]> {
  const lists = new Map<number | null, AreaOnDay[]>()
  for (const area of areas) {
    const key = area.parentId !== null && byId.has(area.parentId) ? area.parentId : null
    const list = lists.get(key)
    if (list) list.push(area)
    else lists.set(key, [area])
  }
  return lists
}

/** Found areas and all above them, unfolded; without a search what is unfolded. */
export function areaRows(areas: readonly AreaOnDay[], byId: ReadonlyMap<number, AreaOnDay>, below: Below, search: string, open: ReadonlySet<number>): AreaRow[] {
  const words = search.trim().toLowerCase()
  const wanted = new Set<number>()
  let found = 0
  for (const area of words ? areas : []) {
    if (found >= mostFound || !`${area.code} ${area.nameZh} ${area.nameEn}`.toLowerCase().includes(words)) continue
    found++
    for (let each: AreaOnDay | undefined = area; each && !wanted.has(each.id); each = each.parentId === null ? undefined : byId.get(each.parentId)) wanted.add(each.id)
  }
  const rows: AreaRow[] = []
  const walk = (id: number | null, depth: number) => {
    for (const area of below.get(id) ?? []) {
      if (words && !wanted.has(area.id)) continue
      rows.push({ ...area, depth, children: below.get(area.id)?.length ?? 0 })
      if (words || open.has(area.id)) walk(area.id, depth + 1)
    }
  }
  walk(null, 0)
  return rows
}
