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
}

/** The hard bounds of the rule 区域相邻、规模相当、资源相通, in households. */
export const householdBounds = { min: 250, max: 500 } as const

export const PostKind = z.enum([
  'zone_lead',
  'grid_officer',
  'assistant',
  'supervisor',
  'safety',
  'sanitation',
  'information',
  'building_lead',
  'community_police',
])
export type PostKind = z.infer<typeof PostKind>

/** 岗位: a duty in a zone, and who of the staff fills it, by call name or else by the name of the account that holds it, which then has an English one too. `null` is a vacancy. */
export type Post = { id: number; areaId: number; zoneId: number; kind: PostKind; holder: string | null; holderEn?: string | null; phone: string | null }
