/** Metres per second of a knot, in which clients of Traccar tell their speed. */
const knot = 1852 / 3600

const numberOf = (text: string | undefined): number | string | undefined => (text === undefined || text.trim() === '' ? undefined : Number.isFinite(Number(text)) ? Number(text) : text)
/** Some apps say so where they do not know. */
const positive = (value: number | string | undefined) => (typeof value === 'number' && value < 0 ? undefined : value)

/** Seconds or milliseconds since 1970 (whatever is below the year 5138 in seconds is seconds), or a written time, of Greenwich where it says no zone. What cannot be read is left as it is, to be refused by name. */
export function timeOfText(text: string | undefined, nowMs: number): string {
  if (text === undefined || text.trim() === '') return new Date(nowMs).toISOString()
  const trimmed = text.trim()
  if (/^\d{1,16}(\.\d+)?$/.test(trimmed)) {
    const value = Number(trimmed)
    const ms = Math.round(value < 1e11 ? value * 1000 : value)
    return ms <= 8.64e15 ? new Date(ms).toISOString() : trimmed
  }
  // An unescaped + of an offset arrives as a space.
  const written = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[ +-]\d\d:?\d\d)?$/.exec(trimmed)
  if (!written) return trimmed
  const zone = written[3] ?? 'Z'
  const time = new Date(`${written[1]}T${written[2]}${zone.replace(' ', '+')}`)
  return Number.isNaN(time.getTime()) ? trimmed : time.toISOString()
}

const without = (fix: Record<string, unknown>) => Object.fromEntries(Object.entries(fix).filter(([, value]) => value !== undefined))

/**
 * A fix as OsmAnd and clients of Traccar send it, in the query or a form: lat, lon, timestamp, speed, accuracy; everything else is left out.
 * The fix is not judged here. @param knots whether speed is in knots, as Traccar has it; OsmAnd sends metres per second
 */
export function fixOfOsmand(fields: Readonly<Record<string, string | undefined>>, { nowMs, knots }: { nowMs: number; knots: boolean }): object {
  const [lat, lng] = fields.location === undefined ? [fields.lat, fields.lon] : fields.location.split(',')
  const speed = positive(numberOf(fields.speed))
  return without({
    at: timeOfText(fields.timestamp, nowMs), lng: numberOf(lng), lat: numberOf(lat), accuracyMeters: positive(numberOf(fields.accuracy)),
    speedMetersPerSecond: knots && typeof speed === 'number' ? speed * knot : speed,
  })
}

type Json = Record<string, unknown>
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const known = (value: unknown) => (typeof value === 'number' && value < 0 ? undefined : (value ?? undefined))

/** Fixes of newer clients of Traccar, which send JSON: `location`, one or several, with `coords` and `timestamp`. None where it is something else. */
export function fixesOfTraccarJson(body: unknown, { nowMs }: { nowMs: number }): object[] {
  const locations = isObject(body) ? (Array.isArray(body.location) ? body.location : [body.location]) : []
  return locations.filter(isObject).map(({ coords, timestamp }) => {
    const at = isObject(coords) ? coords : {}
    return without({ at: typeof timestamp === 'object' && timestamp !== null ? timestamp : timeOfText(timestamp === undefined || timestamp === null ? undefined : String(timestamp), nowMs), lng: at.longitude, lat: at.latitude, accuracyMeters: known(at.accuracy), speedMetersPerSecond: known(at.speed) })
  })
}
