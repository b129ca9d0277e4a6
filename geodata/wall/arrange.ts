import type { MapWallLayout, WallRect } from '../model/mapWall.ts'

/** Places of a layout, row by row, with the bezels between. */
export const layoutPlaces = ({ rows, columns, widthMm, heightMm, bezelMm }: MapWallLayout): WallRect[] =>
  Array.from({ length: rows * columns }, (_, i) => ({ x: (i % columns) * (widthMm + bezelMm.x), y: Math.floor(i / columns) * (heightMm + bezelMm.y), width: widthMm, height: heightMm }))

/** Touching is not overlapping; nor is what is thinner than a millimetre. */
export const overlap = (a: WallRect, b: WallRect): boolean => Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > 1 && Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > 1

const mostMm = 100_000
/** Whole millimetres within the plane of a wall. */
export function tidyPlace({ x, y, width, height }: WallRect): WallRect {
  const side = (value: number) => Math.min(20_000, Math.max(10, Math.round(value)))
  const start = (value: number) => Math.min(mostMm, Math.max(0, Math.round(value)))
  return { x: start(x), y: start(y), width: side(width), height: side(height) }
}

type Side = { start: number; size: number }
/** The shortest of the shifts that is at most `reach`, else none. */
const nearest = (shifts: readonly number[], reach: number) => shifts.reduce((best, shift) => (Math.abs(shift) <= reach && (best === null || Math.abs(shift) < Math.abs(best)) ? shift : best), null as number | null) ?? 0
/** Where an end comes to lie: flush with the ends of others, or with a gap before their beginnings. */
const endShifts = ({ start, size }: Side, others: readonly Side[], gap: number) => others.flatMap((other) => [other.start + other.size - start - size, other.start - gap - start - size])
/** Where a beginning comes to lie: flush with the beginnings of others, or with a gap behind their ends. */
const startShifts = ({ start }: Side, others: readonly Side[], gap: number) => others.flatMap((other) => [other.start - start, other.start + other.size + gap - start])
const across = ({ x, width }: WallRect): Side => ({ start: x, size: width })
const down = ({ y, height }: WallRect): Side => ({ start: y, size: height })

/** Where a screen that is dragged comes to lie: flush with its neighbours, or beside them with a bezel between, when it is nearer than `reach` (mm) to that. */
export function snapMove(place: WallRect, others: readonly WallRect[], bezel: { x: number; y: number }, reach: number): WallRect {
  const shift = (side: (rect: WallRect) => Side, gap: number) => nearest([-side(place).start, ...startShifts(side(place), others.map(side), gap), ...endShifts(side(place), others.map(side), gap)], reach)
  return tidyPlace({ ...place, x: place.x + shift(across, bezel.x), y: place.y + shift(down, bezel.y) })
}

/** The same for the lower right corner of a screen that is drawn or resized. */
export function snapResize(place: WallRect, others: readonly WallRect[], bezel: { x: number; y: number }, reach: number): WallRect {
  const shift = (side: (rect: WallRect) => Side, gap: number) => nearest(endShifts(side(place), others.map(side), gap), reach)
  return tidyPlace({ ...place, width: place.width + shift(across, bezel.x), height: place.height + shift(down, bezel.y) })
}
