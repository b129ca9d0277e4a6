const compass = ['N', 'NNE', 'NE', 'ENE', 'E', 'ESE', 'SE', 'SSE', 'S', 'SSW', 'SW', 'WSW', 'W', 'WNW', 'NW', 'NNW']
const words: readonly [RegExp, number][] = [
  [/^(north.?east|朝?向?东北)[向方]?$/i, 45], [/^(south.?east|朝?向?东南)[向方]?$/i, 135], [/^(south.?west|朝?向?西南)[向方]?$/i, 225], [/^(north.?west|朝?向?西北)[向方]?$/i, 315],
  [/^(north|朝?向?正?北)[向方]?$/i, 0], [/^(east|朝?向?正?东)[向方]?$/i, 90], [/^(south|朝?向?正?南)[向方]?$/i, 180], [/^(west|朝?向?正?西)[向方]?$/i, 270],
]
const metersPerFoot = 0.3048
const metersPerInch = 0.0254

/**
 * A length as mappers type it, in metres: `3`, `3 m`, `5m`, `3,5`, `12 ft`, `12'6"`, `~4`. `null` when it cannot be read.
 * Source: OSM wiki, Map features/Units.
 */
export function readMeters(text: string | undefined): number | null {
  if (!text) return null
  const feet = /^~?\s*(\d+(?:\.\d+)?)\s*(?:'|ft|feet)\s*(?:(\d+(?:\.\d+)?)\s*(?:"|in)?)?$/i.exec(text.trim())
  if (feet) return Number(feet[1]) * metersPerFoot + Number(feet[2] ?? 0) * metersPerInch
  const found = /^~?\s*(\d+(?:[.,]\d+)?)\s*(m|meters?|metres?|米)?\.?$/i.exec(text.trim())
  return found ? Number(found[1]?.replace(',', '.')) : null
}

/**
 * A direction in degrees clockwise from north, 0 <= d < 360: `225`, `225°`, `SW`, `south-west`, `西南`, and for a range `90-180` its middle.
 * `null` when it cannot be read or is all around (`0-360`); of several (`45;225`) the first that can be.
 */
export function readDirection(text: string | undefined): number | null {
  for (const part of (text ?? '').split(';')) {
    const direction = single(part.trim())
    if (direction !== null) return direction
  }
  return null
}

function single(text: string): number | null {
  const range = /^(\d+(?:\.\d+)?)\s*-\s*(\d+(?:\.\d+)?)$/.exec(text)
  if (range) {
    const [from, to] = [Number(range[1]), Number(range[2])]
    if (Math.abs(to - from) >= 360) return null
    return wrap(from + ((((to - from) % 360) + 360) % 360) / 2)
  }
  const degrees = /^-?\d+(?:\.\d+)?(?=\s*(?:°|deg|degrees|度)?$)/i.exec(text)
  if (degrees) return wrap(Number(degrees[0]))
  const point = compass.indexOf(text.toUpperCase())
  return point >= 0 ? point * 22.5 : (words.find(([word]) => word.test(text))?.[1] ?? null)
}

const wrap = (degrees: number) => ((degrees % 360) + 360) % 360

/** An opening angle in degrees, 0 < a <= 360; `null` when it cannot be read. */
export function readAngle(text: string | undefined): number | null {
  const found = /^(\d+(?:[.,]\d+)?)\s*(?:°|deg|degrees|度)?$/i.exec((text ?? '').trim())
  const degrees = found ? Number(found[1]?.replace(',', '.')) : 0
  return degrees > 0 && degrees <= 360 ? degrees : null
}
