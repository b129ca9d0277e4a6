import { z } from 'zod'
import type { Area } from './area.ts'
import type { LngLat } from './geometry.ts'
import { AccountId } from './actor.ts'
import { Id } from './id.ts'
import { Day } from './time.ts'
import { PostKindId, type Zone } from './zone.ts'

const day = Day.refine((text) => /^(19|2[01])/.test(text), 'expected a day from 1900 to 2199')

/** Kinds of posts are rows; those that are shipped have names in the texts of the interface too. */
export type PostKind = { id: string; nameZh: string; nameEn: string; sort: number; perZone: number; retired: boolean }
export const PostKindSet = z.strictObject({
  nameZh: z.string().trim().min(1).max(40),
  nameEn: z.string().trim().min(1).max(60),
  sort: z.number().int().min(0).max(1_000).default(100),
  /** How many posts of this kind a new zone is given. */
  perZone: z.number().int().min(0).max(20).default(0),
  retired: z.boolean().default(false),
})
export type PostKindSet = z.infer<typeof PostKindSet>

/** Somebody on a post in the half-open days [from, to): a call name of staff, an account, or both. No person is described. */
export const Holding = z
  .strictObject({
    id: Id,
    holder: z.string().trim().min(1).max(60).nullable().default(null),
    accountId: AccountId.nullable().default(null),
    phone: z.string().trim().min(1).max(40).nullable().default(null),
    from: day,
    to: day.nullable().default(null),
  })
  .refine(({ holder, accountId }) => holder !== null || accountId !== null, { path: ['holder'], message: 'expected a call name or an account' })
  .refine(({ from, to }) => to === null || to > from, { path: ['to'], message: 'expected a day after from' })
export type Holding = z.infer<typeof Holding>

/** All of who was, is and will be on a post; the former set sent back undoes it. */
export const HoldingSet = z.strictObject({
  version: z.number().int().min(1),
  holdings: z.array(Holding).max(200).superRefine((holdings, context) => {
    const order = holdings.map((_, i) => i).sort((a, b) => (holdings[a]!.from < holdings[b]!.from ? -1 : 1))
    const at = order.findIndex((i, n) => n > 0 && (holdings[order[n - 1]!]!.to === null || holdings[order[n - 1]!]!.to! > holdings[i]!.from))
    if (at >= 0) context.addIssue({ code: 'custom', path: [order[at]!, 'from'], message: 'expected periods that do not overlap' })
    if (new Set(holdings.map(({ id }) => id)).size < holdings.length) context.addIssue({ code: 'custom', path: [], message: 'expected each id once' })
  }),
})
export type HoldingSet = z.infer<typeof HoldingSet>

export const PostAdd = z.strictObject({ zoneId: z.number().int().min(1).max(2_147_483_647), kind: PostKindId })
export const PostClose = z.strictObject({ version: z.number().int().min(1) })

/** A post on a day, and who then held it. `holder` is the call name, or else the name of the account; null is a vacancy. */
export type PostOnDay = { id: number; areaId: number; zoneId: number; kind: string; version: number; holder: string | null; holderEn: string | null; phone: string | null; since: string | null; until: string | null }
export type HeldBy = Holding & { nameZh: string | null; nameEn: string | null }
export type PostHoldings = {
  post: { id: number; areaId: number; zoneId: number; kind: string; version: number; from: string; to: string | null }
  /** By the clock of the area. */
  today: string
  mayFill: boolean
  holdings: HeldBy[]
  /** Accounts that may hold it; empty for those who may not fill it. */
  accounts: { id: string; nameZh: string; nameEn: string }[]
}

export type ZoneOnDay = Pick<Zone, 'id' | 'areaId' | 'code' | 'nameZh' | 'nameEn'>
export type DutyBuilding = { id: number; nameZh: string; nameEn: string; address: string; at: LngLat }
/** One place that the question may mean, with the zone it lay in on the day. */
export type DutyCandidate = { building: DutyBuilding | null; zone: ZoneOnDay | null; at: LngLat | null }
/** Who answers for a place on a day. `candidates` where an address or a code means several; then the first in one zone alone is answered for. */
export type DutyAnswer = { on: string; place: DutyCandidate | null; area: Omit<Area, 'households'>[]; posts: PostOnDay[]; candidates: DutyCandidate[] }
