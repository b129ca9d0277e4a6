import type { CategoryRow } from '../../stores/categories.ts'

const key = 'fangcun.patrol.categories'
const tileCount = 8
type Store = Pick<Storage, 'getItem' | 'setItem'>

function uses(store: Store): Record<string, number> {
  try {
    return JSON.parse(store.getItem(key) ?? '{}') as Record<string, number>
  } catch {
    return {}
  }
}

/** What this phone reports most, then the first of each group of the catalogue, so that one tap is enough for most. */
export function favourites(store: Store, all: readonly CategoryRow[]): CategoryRow[] {
  const used = uses(store)
  const often = all.filter(({ id }) => used[id]).toSorted((a, b) => used[b.id]! - used[a.id]! || a.id - b.id).slice(0, tileCount)
  const ranks = new Map<string, number>()
  const others = all.filter((each) => !often.includes(each) && !each.voice).map((each) => { const rank = ranks.get(each.group) ?? 0; ranks.set(each.group, rank + 1); return { each, rank } })
  return [...often, ...others.toSorted((a, b) => a.rank - b.rank).map(({ each }) => each)].slice(0, tileCount)
}
export function noteUse(store: Store, id: number): void {
  const used = uses(store)
  store.setItem(key, JSON.stringify({ ...used, [id]: (used[id] ?? 0) + 1 }))
}
