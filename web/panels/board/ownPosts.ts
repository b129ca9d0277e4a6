import type { Post, PostKindId } from '../../../geodata/model/zone.ts'
import type { BoardRow } from '../../api/board.ts'

type Zones = ReadonlyMap<number, { posts: Post[] }>

/** The filled post of a kind in the row's own zone. */
const ownPost = (row: BoardRow, kind: PostKindId, zones: Zones) => zones.get(row.zoneId ?? 0)?.posts.find((post) => post.kind === kind && post.holder !== null)

/** Rows by the post of their own zone, and those whose zone has none that is filled. */
export function byOwnPost(rows: readonly BoardRow[], kind: PostKindId, zones: Zones): { byPost: Map<number, BoardRow[]>; without: BoardRow[] } {
  const byPost = new Map<number, BoardRow[]>()
  const without: BoardRow[] = []
  for (const row of rows) {
    const post = ownPost(row, kind, zones)
    if (post) byPost.set(post.id, [...(byPost.get(post.id) ?? []), row])
    else without.push(row)
  }
  return { byPost, without }
}

/** For how many rows a post of each kind is filled in their own zone. */
export function filledKinds(rows: readonly BoardRow[], zones: Zones): Map<PostKindId, number> {
  const counts = new Map<PostKindId, number>()
  for (const row of rows) {
    const kinds = new Set((zones.get(row.zoneId ?? 0)?.posts ?? []).filter((post) => post.holder !== null).map((post) => post.kind))
    for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  return counts
}
