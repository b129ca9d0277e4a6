import { z } from 'zod'

export const AreaLevel = z.enum(['city', 'district', 'subdistrict', 'community'])
export type AreaLevel = z.infer<typeof AreaLevel>

/** 辖区: a node of the tree city > district > subdistrict > community. */
export type Area = {
  id: number
  parentId: number | null
  level: AreaLevel
  /** 4, 6, 9 or 12 digits by level where the national scheme is used; any text otherwise. */
  code: string
  nameZh: string
  nameEn: string
  households: number
}
