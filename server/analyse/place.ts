/** Whether numbers are degrees or metres of some plane; where a file mixes them the greater part decides, and the others are off the world. */
export function looksLikeDegrees(places: ArrayLike<number>): boolean {
  let [inside, all] = [0, 0]
  for (let i = 0; i + 1 < places.length; i += 2) {
    const [x, y] = [places[i] as number, places[i + 1] as number]
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue
    all++
    if (Math.abs(x) <= 180 && Math.abs(y) <= 90) inside++
  }
  return inside * 2 > all || all === 0
}

/** Why a place in degrees is none; undefined for a good one. (0, 0) is what receivers send before they know where they are. */
export function faultOfDegrees(x: number, y: number): string | undefined {
  if (x === 0 && y === 0) return 'placeZeroZero'
  if (Math.abs(x) <= 180 && Math.abs(y) <= 90) return undefined
  return Math.abs(y) <= 180 && Math.abs(x) <= 90 ? 'placeLooksSwapped' : 'placeOffTheWorld'
}

/** Above this many degrees a city's file is rather one of metres. */
export const widestDegrees = 20

export function spanOf(places: ArrayLike<number>): number {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i + 1 < places.length; i += 2) {
    const [x, y] = [places[i] as number, places[i + 1] as number]
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue
    west = Math.min(west, x)
    east = Math.max(east, x)
    south = Math.min(south, y)
    north = Math.max(north, y)
  }
  return Math.max(0, east - west, north - south)
}
