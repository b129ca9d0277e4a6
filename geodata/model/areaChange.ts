import { z } from 'zod'
import { type Area, AreaLevel } from './area.ts'
import { Id } from './id.ts'
import { Day } from './time.ts'

const rowId = z.number().int().min(1).max(2_147_483_647)
const code = z.string().regex(/^[0-9A-Za-z.-]{1,32}$/, 'expected 1 to 32 letters, digits, "." and "-"')
const nameZh = z.string().trim().min(1).max(60)
const nameEn = z.string().trim().max(80).default('')
const named = { code, nameZh, nameEn }
const ids = z.array(rowId).max(1_000)

const common = {
  /** Made by the client, so that it may be sent again. */
  id: Id,
  /** The day it holds from, by the area's own clock, and not before its last change. One for a day to come waits for it and can be taken back until then. */
  on: Day.refine((day) => /^(19|2[01])/.test(day), 'expected a day from 1900 to 2199'),
  reason: z.string().trim().max(500).default(''),
  /** Of the area as it was seen; another by now is a conflict. */
  version: z.number().int().min(1),
  /** Only say what it would touch. */
  preview: z.boolean().default(false),
}

/** Where zones, or areas below, go when an area is split: a new area of the same level, or another that is there. */
const SplitPart = z
  .strictObject({ areaId: rowId.optional(), code: code.optional(), nameZh: nameZh.optional(), nameEn: nameEn.optional(), zoneIds: ids.default([]), areaIds: ids.default([]), /** Teams that go along. */ teamIds: ids.default([]) })
  .refine(({ areaId, code: own, nameZh: name }) => (areaId === undefined ? own !== undefined && name !== undefined : own === undefined && name === undefined), 'expected the areaId of another area, or code and nameZh of a new one')
  .refine(({ zoneIds, areaIds }) => zoneIds.length + areaIds.length > 0, { path: ['zoneIds'], message: 'expected at least one zone or area below' })

const members = ({ parts }: { parts: { zoneIds: number[]; areaIds: number[]; teamIds: number[] }[] }) => [...parts.flatMap(({ teamIds }) => teamIds.map((id) => `t${id}`)), ...parts.flatMap(({ zoneIds }) => zoneIds.map((id) => `z${id}`)), ...parts.flatMap(({ areaIds }) => areaIds.map((id) => `a${id}`))]
const onlyOnce = (texts: string[]) => new Set(texts).size === texts.length

/** One change of the tree. An area keeps its id wherever it goes on. */
export const AreaChange = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, kind: z.literal('rename'), nameZh, nameEn: nameEn.optional() }),
  /** Codes below that begin with the old one follow. */
  z.strictObject({ ...common, kind: z.literal('recode'), code }),
  /** The others end in this area, or all in a new one (`into`). */
  z.strictObject({ ...common, kind: z.literal('merge'), areaIds: ids.min(1), into: z.strictObject(named).optional(), /** Duties over areas that end go along; for those who administer the accounts of both. */ moveDuties: z.boolean().default(false) }),
  /** What is named in no part stays; the area ends where nothing does. */
  z.strictObject({ ...common, kind: z.literal('split'), parts: z.array(SplitPart).min(1).max(20), /** Duties over the area hold over new areas too; for those who administer its accounts. */ keepDuties: z.boolean().default(false) }).refine((change) => onlyOnce(members(change)), { path: ['parts'], message: 'expected each zone, area and team once' }),
  z.strictObject({ ...common, kind: z.literal('move'), parentId: rowId, code: code.optional() }),
  z.strictObject({ ...common, kind: z.literal('close') }),
  /** A new area below this one. */
  z.strictObject({ ...common, kind: z.literal('add'), level: AreaLevel, ...named }),
])
export type AreaChange = z.infer<typeof AreaChange>
export type AreaChangeKind = AreaChange['kind']

/** What a change touches, as far as the kind has it. `accounts` hold a duty over an area that ends and are given another by hand; `dutiesMoved` went along, where that was wished by who may give them, `dutiesKept` hold over new areas too. */
export type AreaChangeDone = { areaId: number; areas?: number; zones?: number; posts?: number; buildings?: number; households?: number; incidents?: number; accounts?: number; teams?: number; dutiesMoved?: number; dutiesKept?: number; /** The day that it waits for; nothing has changed yet. */ scheduled?: string }

/** A change that waits for its day, or could not be made on it (`refusal`). `detail` is what was sent. */
export type PendingAreaChange = { id: string; areaId: number; areas: number[]; kind: AreaChangeKind; on: string; detail: Record<string, unknown>; actor: string; at: string; refusal: string | null }

/** An area on a day. */
export type AreaOnDay = Area & { version: number; validFrom: string; validTo: string | null; zoneScheme: string | null; zones: number }
export type AreaState = { parentId: number | null; level: AreaLevel; code: string; nameZh: string; nameEn: string; validFrom: string; validTo: string | null }
export type AreaChangeEntry = { id: string; kind: AreaChangeKind | 'reshape'; on: string; fromAreas: number[]; toAreas: number[]; reason: string; detail: Record<string, unknown>; actor: string; at: string }
/** Newest first. */
export type AreaHistory = { states: AreaState[]; changes: AreaChangeEntry[] }
