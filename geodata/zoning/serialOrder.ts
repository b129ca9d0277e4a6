/** Serials run from north-west to south-east, by the middles of zones: the order of the given places, first the one farthest to the north-west. */
export function serialOrder(middles: readonly (readonly [east: number, north: number])[]): number[] {
  const along = ([east, north]: readonly [number, number]) => east - north
  return middles.map((_, i) => i).toSorted((a, b) => along(middles[a] as [number, number]) - along(middles[b] as [number, number]) || a - b)
}
