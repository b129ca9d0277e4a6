/** Edges of the coverage scale in minutes of presence per cell; stated once, so that every map and its legend agree. */
export const coverageBreaksMinutes = [1, 5, 15, 60, 240] as const
/** Edges of z for significant cells; whether a cell is significant at all was decided by the analysis, not by these. */
export const hotspotBreaksZ = [3, 4, 6] as const
/** Edges of the hexagon scale in incidents per hexagon: a 1-2-5 ladder, as counts of places are skewed. */
export const hexagonBreaks = [2, 5, 10, 25, 100] as const
/** From the middle of a hexagon to its corners. */
export const hexagonRadiusMeters = 120
/** A column's height is this times the root of its count: a hundred incidents stand ten times as high as one and not a hundred times. */
export const hexagonRootMeters = 60
const ladder = [1, 2, 5]
/** Seven edges of density below `most` (incidents a square kilometre), on the 1-2-5 ladder, which is what `most` stands on too. */
export function heatEdges(most: number): number[] {
  const edges: number[] = []
  for (let power = Math.floor(Math.log10(most) + 1e-9); edges.length < 7; power--)
    for (const step of ladder.toReversed()) {
      const edge = Number((step * 10 ** power).toPrecision(1))
      if (edge < most * (1 - 1e-9) && edges.length < 7) edges.unshift(edge)
    }
  return edges
}
/** A position older than this is drawn faded, one older still as gone grey. */
export const freshSeconds = 60
export const staleSeconds = 300

/** Classes of blind ground, as shares of public ground, and by the incidents that it stands for. */
export const blindShareBreaks = [0.25, 0.5, 0.75] as const
export const blindIncidentBreaks = [1, 3, 10] as const
