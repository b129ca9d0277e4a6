/** Edges of the coverage scale in minutes of presence per cell; stated once, so that every map and its legend agree. */
export const coverageBreaksMinutes = [1, 5, 15, 60] as const
/** Edges of z for significant cells; whether a cell is significant at all was decided by the analysis, not by these. */
export const hotspotBreaksZ = [3, 4, 6] as const
/** A position older than this is drawn faded, one older still as gone grey. */
export const freshSeconds = 60
export const staleSeconds = 300
