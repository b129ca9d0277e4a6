/** A letter of 5 minutes of arc is what good eyes just read; a wall is read at twice that, from the side and at night. */
const capitalArcMinutes = 10
/** Height of a capital letter in the font's size. */
const capitalShare = 0.72
/** Height of a capital over the distance it is read at. */
const capitalSlope = Math.tan((capitalArcMinutes / 60) * (Math.PI / 180))

/** Millimetres of font size that are read at a distance: 24.2 at 6 m. */
export const readableMm = (distanceMeters = 6): number => (capitalSlope * distanceMeters * 1000) / capitalShare
/** The distance at which type of a size is read. */
export const readableMeters = (fontMm: number): number => (fontMm * capitalShare) / capitalSlope / 1000
/** The same in pixels of a screen `widthMm` wide that has `widthPixels`. */
export const readablePixels = (widthMm: number, widthPixels: number, distanceMeters = 6): number => readableMm(distanceMeters) * (widthPixels / widthMm)
