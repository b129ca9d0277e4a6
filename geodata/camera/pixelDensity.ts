/** Pixels per metre that a purpose needs (IEC 62676-4:2014, 6.7). Recognising and identifying people are no purposes here. */
export const detectPixelsPerMeter = 25
export const observePixelsPerMeter = 62.5

export type Optics = { /** Across the picture. */ pixels: number; fieldOfViewDegrees: number }

/** Pixels per metre across the view at a distance: of a lens below 150 degrees on the plane it looks at, of wider ones (fisheye) on the arc. */
export const pixelsPerMeter = (distanceMeters: number, optics: Optics): number => optics.pixels / (distanceMeters * widthAtOneMeter(optics))

/** How far a density reaches, in metres: the inverse of `pixelsPerMeter`. */
export const reachMeters = (density: number, optics: Optics): number => optics.pixels / (density * widthAtOneMeter(optics))

function widthAtOneMeter({ fieldOfViewDegrees }: Optics): number {
  const radians = (fieldOfViewDegrees * Math.PI) / 180
  return fieldOfViewDegrees < 150 ? 2 * Math.tan(radians / 2) : radians
}
