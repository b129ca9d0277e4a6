import type { WallRect } from '../model/mapWall.ts'

/** The smallest rectangle of the wall's plane that holds all of `places`, in millimetres; null where there is none. */
export function wallBox(places: readonly WallRect[]): WallRect | null {
  if (!places.length) return null
  const [left, top] = [Math.min(...places.map(({ x }) => x)), Math.min(...places.map(({ y }) => y))]
  const [right, bottom] = [Math.max(...places.map(({ x, width }) => x + width)), Math.max(...places.map(({ y, height }) => y + height))]
  return { x: left, y: top, width: right - left, height: bottom - top }
}
