import { MapWallLayout } from '../../../geodata/model/mapWall.ts'

/** Sizes of usual displays: the picture itself, and what lies between two pictures side by side. Millimetres. */
export const displaySizes = [
  { key: 'seam46', widthMm: 1018, heightMm: 573, bezel: 4 },
  { key: 'seam55', widthMm: 1210, heightMm: 680, bezel: 4 },
  { key: 'tv65', widthMm: 1429, heightMm: 804, bezel: 20 },
  { key: 'desk27', widthMm: 597, heightMm: 336, bezel: 16 },
] as const

export type LayoutDraft = { rows: number; columns: number; widthMm: number; heightMm: number; bezelX: number; bezelY: number }
export const draftOfLayout = ({ bezelMm, ...rest }: MapWallLayout): LayoutDraft => ({ ...rest, bezelX: bezelMm.x, bezelY: bezelMm.y })
/** Null while something in it cannot be. */
export const layoutOfDraft = ({ bezelX, bezelY, ...rest }: LayoutDraft): MapWallLayout | null => MapWallLayout.safeParse({ ...rest, bezelMm: { x: bezelX, y: bezelY } }).data ?? null
export const standardLayout: MapWallLayout = { rows: 2, columns: 2, widthMm: 1210, heightMm: 680, bezelMm: { x: 4, y: 4 } }
