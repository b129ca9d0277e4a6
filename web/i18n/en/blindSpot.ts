/** Texts: blindSpot. */
export const blindSpot = {
}
