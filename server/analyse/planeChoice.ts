import type { Plane } from '../../geodata/analysis/method.ts'
import { identityPlane } from '../../geodata/analysis/prepareInput.ts'
import { crsPlane } from '../../geodata/format/crsPlane.ts'
import { createReproject, crsName, isDegrees } from '../../geodata/format/reproject.ts'
import { FormatError } from '../../geodata/format/osmPbf/blobs.ts'
import { distanceMeters } from '../../geodata/geometry/distanceMeters.ts'
import type { LngLat } from '../../geodata/model/geometry.ts'
import { faultOfDegrees, looksLikeDegrees, spanOf, widestDegrees } from './place.ts'

/**
 * What the files' numbers are and what plane they are put in. All files of a question must end up in one: degrees in the local plane or in the
 * reference asked for, metres as they are.
 */
export type PlaneChoice = {
  asked: ReturnType<typeof crsPlane> | 'local' | null
  /** Settled by the first file that is read. */
  taken: { kind: 'degrees' } | { kind: 'metres'; file: string } | { kind: 'crs' } | null
}

/** @throws FormatError for a reference that is not known, not in metres or not true to lengths */
export function planeAsked(crs: string | undefined): PlaneChoice {
  if (crs === undefined) return { asked: null, taken: null }
  if (/^(local|none|metres|meters|plain)$/i.test(crs.trim())) return { asked: 'local', taken: null }
  try {
    return { asked: crsPlane(crs), taken: { kind: 'crs' } }
  } catch (error) {
    throw error instanceof RangeError ? new FormatError(`--crs-metres: ${error.message}`) : error
  }
}

/** The plane for `prepareInput`; undefined: a local one around the data. `hasDegrees`: results can be said in degrees. */
export function planeOf({ asked, taken }: PlaneChoice): { plane: Plane | undefined; hasDegrees: boolean } {
  if (asked && asked !== 'local') return { plane: { forward: ([x, y]) => [x, y], inverse: asked.inverse }, hasDegrees: true }
  return taken?.kind === 'metres' ? { plane: identityPlane, hasDegrees: false } : { plane: undefined, hasDegrees: true }
}

export type PlacesFound = { places: Float64Array; said: string; /** In degrees; null where none are known. */ middle: LngLat | null }

/** A file's coordinates, pairs in turn, as the plane's `forward` takes them; faulty ones become NaN and are counted. */
export function placesToPlane(path: string, raw: Float64Array, choice: PlaneChoice, fileCrs: string | undefined, left: Record<string, number>, areMetres = false): PlacesFound {
  const kind = kindOf(path, raw, choice, fileCrs, areMetres)
  settle(path, choice, kind === 'metres' ? 'metres' : 'degrees')
  if (kind === 'metres') {
    const { asked } = choice
    const named = asked && asked !== 'local' ? asked : null
    if (named) checkScale(path, middleOf(raw, backOf(named)), named)
    return { places: checkedMeters(raw, left), said: `coordinates: metres${named ? ` of ${named.name}` : ', as they are'}`, middle: named ? middleOf(raw, backOf(named)) : null }
  }
  const degrees = kind === 'degrees' ? raw : turned(raw, createReproject(kind))
  const places = checkedDegrees(degrees, left)
  const span = spanOf(places)
  const wide = span > widestDegrees && kind === 'degrees' ? `; they span ${span.toFixed(0)} degrees: if these are metres, say --crs-metres local` : ''
  const middle = middleOf(places, (place) => place)
  const asked = choice.asked === 'local' ? null : choice.asked
  if (asked) checkScale(path, middle, asked)
  return { places: asked ? turned(places, asked.forward as unknown as (place: LngLat) => LngLat) : places, said: `coordinates: degrees${kind === 'degrees' ? '' : ` from ${kind}`}, ${asked ? `projected to ${asked.name}` : 'in a local plane'}${wide}`, middle }
}

/** 'degrees', 'metres', or the file's own reference that is turned into degrees first. */
function kindOf(path: string, raw: Float64Array, { asked }: PlaneChoice, fileCrs: string | undefined, areMetres: boolean): string {
  if (asked === 'local') return 'metres'
  const named = fileCrs === undefined ? undefined : crsName(fileCrs)
  if (named && !isDegrees(named) && !looksLikeDegrees(raw)) {
    if (asked?.name === named) return 'metres'
    try {
      createReproject(named)
      return named
    } catch (error) {
      throw new FormatError(`${path}: ${(error as Error).message}`)
    }
  }
  return areMetres || !looksLikeDegrees(raw) ? 'metres' : 'degrees'
}

function settle(path: string, choice: PlaneChoice, kind: 'degrees' | 'metres'): void {
  const { taken } = choice
  if (taken?.kind === 'crs') return
  if (taken && taken.kind !== kind) throw new FormatError(`${path} is in ${kind}${kind === 'degrees' ? '' : ' of an unknown plane'} and the file before it is not: say the plane of both with --crs-metres EPSG:nnnn.`)
  choice.taken = kind === 'metres' ? { kind, file: path } : { kind }
}

/** Metres back to degrees, as a turn of places. */
const backOf = ({ inverse }: Plane) => ([x, y]: LngLat): LngLat => [...inverse([x, y])] as LngLat

function turned(raw: Float64Array, turn: (place: LngLat) => LngLat): Float64Array {
  const places = new Float64Array(raw.length).fill(NaN)
  for (let i = 0; i + 1 < raw.length; i += 2) if (Number.isFinite(raw[i])) places.set(turn([raw[i] as number, raw[i + 1] as number]), i)
  return places
}

/** No plane on Earth reaches further than this many metres. */
const widestMeters = 1e8

function checkedMeters(raw: Float64Array, left: Record<string, number>): Float64Array {
  const places = raw.slice()
  for (let i = 0; i + 1 < raw.length; i += 2) {
    if (!(Math.max(Math.abs(raw[i] as number), Math.abs(raw[i + 1] as number)) > widestMeters)) continue
    left.placeOffTheWorld = (left.placeOffTheWorld ?? 0) + 1
    places.fill(NaN, i, i + 2)
  }
  return places
}

function checkedDegrees(raw: Float64Array, left: Record<string, number>): Float64Array {
  const places = raw.slice()
  for (let i = 0; i + 1 < raw.length; i += 2) {
    if (!Number.isFinite(raw[i])) continue
    const fault = faultOfDegrees(raw[i] as number, raw[i + 1] as number)
    if (!fault) continue
    left[fault] = (left[fault] ?? 0) + 1
    places.fill(NaN, i, i + 2)
  }
  return places
}

function middleOf(places: Float64Array, turn: (place: LngLat) => LngLat): LngLat | null {
  const at: number[] = []
  for (let i = 0; i + 1 < places.length; i += 2) if (Number.isFinite(places[i])) at.push(i)
  const middle = at[Math.floor(at.length / 2)]
  return middle === undefined ? null : turn([places[middle] as number, places[middle + 1] as number])
}

/** A zone on the other side of the world still gives numbers, only not metres. */
function checkScale(path: string, middle: LngLat | null, { name, forward }: ReturnType<typeof crsPlane>): void {
  if (!middle) return
  const [lng, lat] = middle
  const steps: [LngLat, LngLat][] = [[[lng - 0.005, lat], [lng + 0.005, lat]], [[lng, lat - 0.005], [lng, lat + 0.005]]]
  const worst = steps.reduce((most, [a, b]) => {
    const [[x0, y0], [x1, y1]] = [forward(a), forward(b)]
    const off = Math.abs(Math.hypot(x1 - x0, y1 - y0) / distanceMeters(a, b) - 1)
    return Number.isFinite(off) ? Math.max(most, off) : Infinity
  }, 0)
  const zone = `EPSG:${lat >= 0 ? 326 : 327}${String(Math.floor((lng + 180) / 6) + 1).padStart(2, '0')}`
  if (worst > 0.02) throw new FormatError(`--crs-metres: ${name} does not suit ${path}, whose middle lies at ${lng.toFixed(3)}, ${lat.toFixed(3)}: lengths there would be ${Number.isFinite(worst) ? `${(worst * 100).toFixed(0)} %` : 'infinitely'} off. The UTM zone there is ${zone}.`)
}
