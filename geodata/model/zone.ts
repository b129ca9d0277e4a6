import { z } from 'zod'

/** 网格: the responsibility polygon at the leaf of the area tree. */
export type Zone = {
  id: number
  areaId: number
  /** 15 digits: community code and a three-digit serial from north-west to south-east. */
  code: string
  nameZh: string
  nameEn: string
  households: number
  version: number
  /** Where a day was asked for: the days that it is or was so, half-open, and the plan that it waits in. */
  validFrom?: string
  validTo?: string | null
  planId?: string | null
}

/** The hard bounds of the rule 区域相邻、规模相当、资源相通, in households. */
export const householdBounds = { min: 250, max: 500 } as const

/** Kinds of posts are rows of the database, so that a city can have its own (geodata/model/duty.ts). */
export const PostKindId = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'expected 1 to 40 small letters, digits and _')
export type PostKindId = string
/** Those that are shipped, in the order of duty. */
export const knownPostKinds = ['zone_lead', 'grid_officer', 'assistant', 'supervisor', 'safety', 'sanitation', 'information', 'building_lead', 'community_police'] as const
export type KnownPostKind = (typeof knownPostKinds)[number]

/**
 * 岗位: a duty in a zone, and who of the staff fills it, by call name or else by the name of the account that holds it, which then has an English one too. `null` is a vacancy.
 * `since` and `until`: the days of the holding, where they are known.
 */
export type Post = { id: number; areaId: number; zoneId: number; kind: PostKindId; holder: string | null; holderEn?: string | null; phone: string | null; since?: string | null; until?: string | null }
