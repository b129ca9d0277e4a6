import type { LngLat, MetersXY } from '../geometry/lngLat.ts'
import { createProjection } from '../geometry/projection.ts'
import type { AnalysisInput, AreaRows, Plane, PointRows, PolygonXY } from './method.ts'
import type { TimeWindow } from './evidence.ts'

type Shape = { type: 'Polygon'; coordinates: readonly (readonly Place[])[] } | { type: 'MultiPolygon'; coordinates: readonly (readonly (readonly Place[])[])[] }
type Place = readonly number[]

/** What a reader found, places in degrees; with a `plane` of its own, in whatever that plane's `forward` takes. */
export type GivenInput = {
  /** Longitude and latitude in turn; `untilMs` where events have an interval. */
  points?: { places: ArrayLike<number>; timesMs: ArrayLike<number>; untilMs?: ArrayLike<number> | undefined } | null | undefined
  areas?: (Omit<AreaRows, 'polygons'> & { shapes: readonly Shape[] }) | null | undefined
  streets?: { ids: readonly string[]; lines: readonly (readonly Place[])[] } | null | undefined
  studyArea?: readonly Shape[] | null | undefined
  /** Half-open; an end left out is where the rows begin, or a millisecond after the last of them. */
  window?: TimeWindow | undefined
  plane?: Plane | undefined
  timeZone: string
  /** Rows that never reached this far, by reason. */
  rowsLeftOut?: Record<string, number> | undefined
}

export const identityPlane: Plane = { forward: ([x, y]) => [x, y], inverse: ([x, y]) => [x, y] }

/** Degrees to metres, rows of the window in order of time, rows without place or time counted out: what every method takes. */
export function prepareInput(given: GivenInput): AnalysisInput {
  const plane = given.plane ?? createProjection(middleOf(given))
  const turn = (place: Place): MetersXY => plane.forward([place[0] as number, place[1] as number])
  const polygonsOf = (shape: Shape): PolygonXY => (shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates).map((rings) => rings.map((ring) => ring.map(turn)))
  const rowsLeftOut: Record<string, number> = { withoutPlace: 0, withoutTime: 0, outsideWindow: 0, ...given.rowsLeftOut }
  const points = given.points ? pointsOf(given.points, plane, given.window ?? {}, rowsLeftOut) : null
  const { shapes, ...areas } = given.areas ?? { shapes: [] }
  return {
    points,
    areas: given.areas ? { ...(areas as Omit<AreaRows, 'polygons'>), polygons: shapes.map(polygonsOf) } : null,
    streets: given.streets ? { ids: given.streets.ids, lines: given.streets.lines.map((line) => line.map(turn)) } : null,
    studyArea: given.studyArea?.length ? given.studyArea.map(polygonsOf) : null,
    window: { fromMs: given.window?.fromMs ?? points?.timesMs[0] ?? 0, toMs: given.window?.toMs ?? (points?.count ? (points.timesMs.at(-1) as number) + 1 : 0) },
    plane,
    timeZone: given.timeZone,
    rowsLeftOut,
  }
}

function pointsOf({ places, timesMs, untilMs }: NonNullable<GivenInput['points']>, plane: Plane, { fromMs = -Infinity, toMs = Infinity }: TimeWindow, left: Record<string, number>): PointRows {
  const kept: number[] = []
  const leave = (reason: string) => (left[reason] = (left[reason] ?? 0) + 1)
  for (let i = 0; i < timesMs.length; i++) {
    const time = timesMs[i] as number
    if (!Number.isFinite(places[2 * i]) || !Number.isFinite(places[2 * i + 1])) leave('withoutPlace')
    else if (!Number.isFinite(time)) leave('withoutTime')
    else if (time < fromMs || time >= toMs) leave('outsideWindow')
    else kept.push(i)
  }
  const order = Uint32Array.from(kept)
  if (kept.some((row, k) => k > 0 && (timesMs[row] as number) < (timesMs[kept[k - 1] as number] as number))) order.sort((a, b) => (timesMs[a] as number) - (timesMs[b] as number) || a - b)
  const rows: PointRows = { count: order.length, xMeters: new Float64Array(order.length), yMeters: new Float64Array(order.length), timesMs: new Float64Array(order.length), untilMs: new Float64Array(order.length) }
  order.forEach((row, k) => {
    const [x, y] = plane.forward([places[2 * row] as number, places[2 * row + 1] as number])
    rows.xMeters[k] = x
    rows.yMeters[k] = y
    rows.timesMs[k] = timesMs[row] as number
    rows.untilMs[k] = Math.max(timesMs[row] as number, (untilMs?.[row] as number | undefined) || -Infinity)
  })
  return rows
}

/** The middle of whatever bounds the answer: study area, else areas, else streets, else events. */
function middleOf({ studyArea, areas, streets, points }: GivenInput): LngLat {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
  const extend = (lng: number, lat: number) => {
    if (!Number.isFinite(lng) || !Number.isFinite(lat)) return
    box.west = Math.min(box.west, lng)
    box.east = Math.max(box.east, lng)
    box.south = Math.min(box.south, lat)
    box.north = Math.max(box.north, lat)
  }
  const walk = (nested: unknown): void => {
    const list = nested as readonly unknown[]
    if (typeof list[0] === 'number') extend(list[0], list[1] as number)
    else for (const part of list) walk(part)
  }
  const shapes = studyArea?.length ? studyArea : areas?.shapes.length ? areas.shapes : []
  if (shapes.length) for (const { coordinates } of shapes) walk(coordinates)
  else if (streets?.lines.length) walk(streets.lines)
  else if (points) for (let i = 0; i < points.timesMs.length; i++) extend(points.places[2 * i] as number, points.places[2 * i + 1] as number)
  return box.west <= box.east ? [(box.west + box.east) / 2, (box.south + box.north) / 2] : [0, 0]
}
