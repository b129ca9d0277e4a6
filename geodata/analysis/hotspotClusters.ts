import type { Polygon } from 'geojson'
import { convexHull } from '../geometry/convexHull.ts'
import type { LngLat, MetersXY } from '../geometry/lngLat.ts'
import { createProjection, type Projection } from '../geometry/projection.ts'
import { isInWindow, windowText, type Evidence, type TimeWindow } from './evidence.ts'
import type { Events } from './hotspotCells.ts'
import { stDbscan, type StDbscanOptions } from './stDbscan.ts'

export type HotspotClusterOptions = TimeWindow &
  StDbscanOptions & {
    /** Of the local plane; default: the middle of the places used. */
    center?: LngLat
    /** How far the drawn hull reaches beyond the outermost places, so that it has an area. Default 15. */
    hullMarginMeters?: number
  }

export type HotspotCluster = {
  cluster: number
  count: number
  /** Mean place. */
  center: LngLat
  /** ISO 8601, UTC. */
  firstTime: string
  lastTime: string
  /** Convex hull with its margin; it may span ground between the places where nothing happened. */
  hull: Polygon
}

export type HotspotClusters = {
  evidence: Evidence
  /** Largest first, then by first time. */
  clusters: HotspotCluster[]
  /** Cluster of each row given; -1 in none, -2 left out. */
  labels: Int32Array
  rowsInNoCluster: number
}

/**
 * Bursts of events close in space and time by ST-DBSCAN. Density alone: no test against chance, which the evidence says.
 * @throws RangeError as `stDbscan` does, and when places and times differ in number
 */
export function hotspotClusters({ places, timesMs }: Events, options: HotspotClusterOptions): HotspotClusters {
  if (places.length !== timesMs.length) throw new RangeError(`${places.length} places have ${timesMs.length} times`)
  const { radiusMeters, windowMs, minPoints, hullMarginMeters = 15 } = options
  const rowsLeftOut = { withoutPlace: 0, outsideWindow: 0 }
  const used = places.flatMap((place, i) => {
    const reason = !place.every(Number.isFinite) ? 'withoutPlace' : isInWindow(timesMs[i] as number, options) ? undefined : 'outsideWindow'
    if (reason) rowsLeftOut[reason]++
    return reason ? [] : [i]
  })
  const projection = createProjection(options.center ?? middleOf(used.map((i) => places[i] as LngLat)))
  const points = used.map((i) => projection.forward(places[i] as LngLat))
  const times = used.map((i) => timesMs[i] as number)
  const found = stDbscan(
    { xMeters: points.map(([x]) => x), yMeters: points.map(([, y]) => y), timesMs: times },
    { radiusMeters, windowMs, minPoints },
  )
  const members: number[][] = Array.from({ length: found.clusterCount }, () => [])
  found.labels.forEach((label, k) => members[label]?.push(k))
  const clusters = members.map((list, cluster) =>
    describe(
      cluster,
      list.map((k) => points[k] as MetersXY),
      list.map((k) => times[k] as number),
      projection,
      hullMarginMeters,
    ),
  )
  const labels = new Int32Array(places.length).fill(-2)
  used.forEach((i, k) => (labels[i] = found.labels[k] as number))
  const evidence: Evidence = {
    method: 'ST-DBSCAN: places dense in space and time; no test against chance',
    source: 'Birant & Kut 2007',
    parameters: { radiusMeters, windowMs: Number.isFinite(windowMs) ? windowMs : 'none', minPoints, hullMarginMeters },
    seed: null,
    window: windowText(options),
    rowsUsed: used.length,
    rowsLeftOut,
    studyArea: 'wherever rows lie',
  }
  const bySize = clusters.toSorted((a, b) => b.count - a.count || a.firstTime.localeCompare(b.firstTime))
  return { evidence, clusters: bySize, labels, rowsInNoCluster: found.labels.filter((label) => label < 0).length }
}

const iso = (ms: number | undefined) => new Date(ms as number).toISOString()

function describe(cluster: number, points: MetersXY[], times: number[], projection: Projection, marginMeters: number): HotspotCluster {
  const [x, y] = [0, 1].map((axis) => points.reduce((sum, point) => sum + (point[axis] as number), 0) / points.length) as [number, number]
  const ordered = times.toSorted((a, b) => a - b)
  return {
    cluster,
    count: points.length,
    center: projection.inverse([x, y]),
    firstTime: iso(ordered[0]),
    lastTime: iso(ordered.at(-1)),
    hull: hullAround(points, projection, marginMeters),
  }
}

function hullAround(points: MetersXY[], projection: Projection, marginMeters: number): Polygon {
  const around = convexHull(points).flatMap(([x, y]) =>
    Array.from({ length: 8 }, (_, k): MetersXY => [
      x + marginMeters * Math.cos((k * Math.PI) / 4),
      y + marginMeters * Math.sin((k * Math.PI) / 4),
    ]),
  )
  const ring = convexHull(around).map((corner) => [...projection.inverse(corner)])
  return { type: 'Polygon', coordinates: [[...ring, ring[0] as number[]]] }
}

function middleOf(places: LngLat[]): LngLat {
  if (places.length === 0) return [0, 0]
  return [0, 1].map((axis) => places.reduce((sum, place) => sum + (place[axis] as number), 0) / places.length) as [number, number]
}
