import type { Right, Role } from '../../../geodata/model/actor.ts'
import type { Wanted, World } from './world.ts'

/** A body that is no JSON comes with its type. */
export type Asked = { path: string; method?: string; body?: unknown; type?: string }

/** What there is to know of a route, one entry a route (`method path`) in `reading.ts`, `writing.ts` or `session.ts`. */
export type Entry = {
  /**
   * open: the same for everybody, nobody too. list, count, tile: all may ask, the rows are one's own. row: one thing, `absent` unless it is one's own.
   * write: changes one thing of a side. mine: makes something of one's own, wherever one is. stream: asked by a test of its own.
   */
  kind: 'open' | 'list' | 'count' | 'tile' | 'row' | 'write' | 'mine' | 'stream'
  /** The right that it takes, `read` unless said otherwise; or the roles, where a table of its own decides. */
  right?: Right
  roles?: readonly Role[]
  /** What to ask about a side. Called anew for each attempt, so that it may make what a write needs; `as` is who will ask. */
  ask(world: World, wanted: Wanted, as: string): Asked[] | Promise<Asked[]>
  /** How success looks, 200 unless said otherwise. */
  done?: readonly number[]
  /** Whether an answer of 200 says that it was done; unset: it was. */
  did?(answer: any): boolean
  /** For count: the number in the answer, which must be that of the incidents of the side. */
  count?(answer: any): number
  /** For list and tile: false where the answer holds nothing that is of one side. */
  tells?: boolean
}
export type Entries = Record<string, Entry>

/** What each role may do, in the words of the issue and of domain.md; the database must agree. */
export const rightsOf: Record<Role, readonly Right[]> = {
  administrator: ['read', 'report', 'step', 'position', 'import', 'export', 'acknowledge', 'configure', 'account', 'audit', 'brief', 'plan', 'adopt', 'duty', 'camera', 'patrol', 'wall'],
  auditor: ['read', 'audit'],
  command_operator: ['read', 'report', 'step', 'export', 'acknowledge', 'brief', 'plan', 'camera', 'watch', 'patrol', 'wall'],
  supervisor: ['read', 'report', 'step', 'export', 'acknowledge', 'brief', 'plan', 'adopt', 'duty', 'camera', 'watch', 'patrol', 'wall'],
  zone_lead: ['read', 'report', 'step', 'acknowledge', 'brief', 'plan'],
  grid_officer: ['read', 'report', 'step'],
  patrol_leader: ['read', 'report', 'step', 'position', 'brief', 'watch', 'patrol'],
  patrol_member: ['read', 'report', 'step', 'position'],
  leader: ['read', 'export', 'brief'],
  wall_display: ['read'],
}
export const mayTake = ({ right = 'read', roles }: Entry, role: Role): boolean => (roles ? roles.includes(role) : rightsOf[role].includes(right))
