import { minuteOfWeek } from '../../geodata/format/minuteOfWeek.ts'
import { buildStreetGraph } from '../../geodata/graph/buildStreetGraph.ts'
import type { StreetGraph } from '../../geodata/graph/graph.ts'
import { isOpenAt } from '../../geodata/graph/openHours.ts'
import { metersADegree } from '../../geodata/graph/snapToGraph.ts'
import type { Bbox, LngLat } from '../../geodata/model/geometry.ts'
import type { Vehicle } from '../../geodata/model/patrolPlan.ts'
import type { Sql } from '../database.ts'
import type { Versions } from '../live/versions.ts'
import { Problem } from '../problem.ts'
import { mostStreets, type StreetRows, streetsIn, timeZoneAt } from '../queries/street.ts'
import { createShared } from '../shared.ts'

/** `at`: a moment, for gates and streets with hours; without it whatever opens at all is open. */
export type GraphAsk = { profile: Vehicle; at?: string | undefined }
export type StreetGraphs = ReturnType<typeof createStreetGraphs>

type Kept = { rows: StreetRows; hours: string[]; graphs: Map<string, StreetGraph> }
const keptBoxes = 8
const keptGraphs = 6
/** Boxes grow to this grid, so that neighbouring questions are answered from the same streets. */
const gridDegrees = 0.01

const made = new WeakMap<Sql, StreetGraphs>()
/** Of each database one: whoever asks for ways shares what is kept. */
export function streetGraphsOf(deps: { sql: Sql; versions: Versions }): StreetGraphs {
  const known = made.get(deps.sql) ?? createStreetGraphs(deps)
  made.set(deps.sql, known)
  return known
}

/** Street graphs of boxes, kept until streets or barriers change. Streets are open to everybody who acts, so they are kept for all together. */
function createStreetGraphs({ sql, versions }: { sql: Sql; versions: Versions }) {
  const kept = new Map<string, Kept>()
  const share = createShared<Kept>(1)

  async function rowsIn(actor: string, box: Bbox): Promise<Kept> {
    const key = `${versions.tag(['street'])} ${box.join(' ')}`
    const known = kept.get(key)
    if (known) {
      kept.delete(key)
      kept.set(key, known)
      return known
    }
    return share(key, async () => {
      const rows = await streetsIn(sql, actor, box)
      if (!rows) throw new Problem(422, `There are more than ${mostStreets} streets around these places.`, [{ field: 'bbox', expected: `a box of at most ${mostStreets} streets`, code: 'too_large' }])
      const hours = [...new Set([...rows.streets, ...rows.barriers].map((row) => row.hours))].filter((text) => text !== '').sort()
      const found = { rows, hours, graphs: new Map<string, StreetGraph>() }
      kept.set(key, found)
      for (const old of [...kept.keys()].slice(0, Math.max(0, kept.size - keptBoxes))) kept.delete(old)
      return found
    })
  }

  /** Streets that come into the box, for a profile at a moment. @throws Problem where they are too many */
  async function within(actor: string, box: Bbox, { profile, at }: GraphAsk): Promise<StreetGraph> {
    const { rows, hours, graphs } = await rowsIn(actor, onGrid(box))
    // Hours are the same question while the same gates are open.
    const minute = at !== undefined && hours.length > 0 ? minuteOfWeek(Date.parse(at), await timeZoneAt(sql, actor, [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2])) : undefined
    const key = `${profile} ${minute === undefined ? 'any' : hours.map((text) => isOpenAt(text, minute) ?? '?').join(' ')}`
    const graph = graphs.get(key) ?? buildStreetGraph(rows.streets, rows.barriers, { profile, at: minute })
    graphs.delete(key)
    graphs.set(key, graph)
    if (graphs.size > keptGraphs) graphs.delete(graphs.keys().next().value as string)
    return graph
  }

  return {
    within,
    /** Streets around places and `marginMeters` farther. */
    around: (actor: string, places: readonly LngLat[], marginMeters: number, ask: GraphAsk) => within(actor, boxAround(places, marginMeters), ask),
  }
}

export function boxAround(places: readonly LngLat[], marginMeters: number): Bbox {
  const [lngs, lats] = [places.map(([lng]) => lng), places.map(([, lat]) => lat)]
  const [west, south, east, north] = [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)]
  const [eastMeters, northMeters] = metersADegree(Math.min(89, Math.max(Math.abs(south), Math.abs(north))))
  const [dx, dy] = [marginMeters / eastMeters, marginMeters / northMeters]
  return [Math.max(-180, west - dx), Math.max(-90, south - dy), Math.min(180, east + dx), Math.min(90, north + dy)]
}

const onGrid = ([west, south, east, north]: Bbox): Bbox => {
  const [down, up] = [(degrees: number) => round(Math.floor(degrees / gridDegrees) * gridDegrees), (degrees: number) => round(Math.ceil(degrees / gridDegrees) * gridDegrees)]
  return [Math.max(-180, down(west)), Math.max(-90, down(south)), Math.min(180, up(east)), Math.min(90, up(north))]
}
const round = (degrees: number) => Number(degrees.toFixed(6))
