import type { Routing, RoutingNode, RoutingVehicle } from './routing.ts'

export type InstanceKind = 'tsp' | 'cvrp' | 'vrptw' | 'op'
/** A file of TSPLIB 95 (.tsp), VRPLIB (.vrp) or OPLib (.oplib). Nodes are numbered as in the file, from 1; `depot` is the place of one among them. */
export type Instance = { name: string; kind: InstanceKind; dimension: number; depot: number; distance: Float64Array; capacity: number; demand: number[]; vehicles: number | null; stay: number[]; windows: ({ from: number; to: number } | null)[]; costLimit: number; score: number[] }

/** Why a file is no instance; the message names the line's word and what is expected. */
export class InstanceError extends Error {
  override name = 'InstanceError'
}

type Sections = { header: Map<string, string>; rows: Map<string, string[][]> }

function sectionsOf(text: string): Sections {
  const [header, rows] = [new Map<string, string>(), new Map<string, string[][]>()]
  let section: string[][] | null = null
  for (const line of text.split(/\r?\n/).map((each) => each.trim())) {
    if (line === '' || line === 'EOF') continue
    const name = /^([A-Z_]+_SECTION)\s*:?$/.exec(line)?.[1]
    const field = /^([A-Za-z_]+)\s*:\s*(.*)$/.exec(line)
    if (name) rows.set(name, (section = []))
    else if (field) header.set(field[1]!.toUpperCase(), field[2]!.trim())
    else if (section) section.push(line.split(/\s+/))
    else throw new InstanceError(`"${line.slice(0, 60)}" is neither NAME: VALUE nor in a section.`)
  }
  return { header, rows }
}

const number = (text: string | undefined, what: string): number => {
  const value = Number(text)
  if (text === undefined || text === '' || !Number.isFinite(value)) throw new InstanceError(`${what} is "${text ?? ''}", expected a number.`)
  return value
}

/** Rows of node and values, by node. */
function byNode({ rows }: Sections, section: string, dimension: number, values: number): number[][] | null {
  const list = rows.get(section)
  if (!list) return null
  const result: number[][] = Array.from({ length: dimension })
  for (const row of list) {
    const node = number(row[0], `A node of ${section}`)
    if (!Number.isInteger(node) || node < 1 || node > dimension) throw new InstanceError(`${section} has node ${row[0]}, expected 1 to ${dimension}.`)
    result[node - 1] = Array.from({ length: values }, (_, i) => number(row[i + 1], `${section}, node ${node}`))
  }
  const missing = Array.from(result.keys()).find((node) => !result[node])
  if (missing !== undefined) throw new InstanceError(`${section} has no node ${missing + 1}.`)
  return result
}

/** Distances of TSPLIB 95 (Reinelt 1991). Of instances with time windows they are cut to one decimal, as their best known values are reckoned. */
const distances: Record<string, (a: number[], b: number[]) => number> = {
  EUC_2D: (a, b) => Math.round(Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!)),
  CEIL_2D: (a, b) => Math.ceil(Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!)),
  MAN_2D: (a, b) => Math.round(Math.abs(a[0]! - b[0]!) + Math.abs(a[1]! - b[1]!)),
  MAX_2D: (a, b) => Math.max(Math.round(Math.abs(a[0]! - b[0]!)), Math.round(Math.abs(a[1]! - b[1]!))),
  ATT: (a, b) => Math.ceil(Math.sqrt(((a[0]! - b[0]!) ** 2 + (a[1]! - b[1]!) ** 2) / 10)),
  GEO: (a, b) => {
    const radians = (value: number) => (pi * (Math.trunc(value) + (5 * (value - Math.trunc(value))) / 3)) / 180
    const [q1, q2, q3] = [Math.cos(radians(a[1]!) - radians(b[1]!)), Math.cos(radians(a[0]!) - radians(b[0]!)), Math.cos(radians(a[0]!) + radians(b[0]!))]
    return Math.trunc(6378.388 * Math.acos(0.5 * ((1 + q1) * q2 - (1 - q1) * q3)) + 1)
  },
}
/** As TSPLIB has it; the published optima depend on it. */
const pi = Number('3.141592')
const cutToTenths = (a: number[], b: number[]) => Math.floor(10 * Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!)) / 10

function matrixOf(sections: Sections, dimension: number, isTimed: boolean): Float64Array {
  const type = sections.header.get('EDGE_WEIGHT_TYPE') ?? ''
  const matrix = new Float64Array(dimension * dimension)
  if (type === 'EXPLICIT') return explicitMatrix(sections, dimension, matrix)
  const between = isTimed && type === 'EUC_2D' ? cutToTenths : distances[type]
  if (!between) throw new InstanceError(`EDGE_WEIGHT_TYPE is "${type}", expected one of EXPLICIT, ${Object.keys(distances).join(', ')}.`)
  const places = byNode(sections, 'NODE_COORD_SECTION', dimension, 2)
  if (!places) throw new InstanceError('There is no NODE_COORD_SECTION.')
  for (let i = 0; i < dimension; i++) for (let j = 0; j < dimension; j++) if (i !== j) matrix[i * dimension + j] = between(places[i]!, places[j]!)
  return matrix
}

function explicitMatrix({ header, rows }: Sections, n: number, matrix: Float64Array): Float64Array {
  const format = header.get('EDGE_WEIGHT_FORMAT') ?? ''
  const columns: Record<string, (i: number) => [number, number]> = { FULL_MATRIX: () => [0, n], UPPER_ROW: (i) => [i + 1, n], LOWER_ROW: (i) => [0, i], UPPER_DIAG_ROW: (i) => [i, n], LOWER_DIAG_ROW: (i) => [0, i + 1] }
  const span = columns[format]
  if (!span) throw new InstanceError(`EDGE_WEIGHT_FORMAT is "${format}", expected one of ${Object.keys(columns).join(', ')}.`)
  const values = (rows.get('EDGE_WEIGHT_SECTION') ?? []).flat()
  let at = 0
  for (let i = 0; i < n; i++) for (let [j, end] = span(i); j < end; j++) {
    const value = number(values[at++], `EDGE_WEIGHT_SECTION, row ${i + 1}`)
    matrix[i * n + j] = value
    if (format !== 'FULL_MATRIX') matrix[j * n + i] = value
  }
  return matrix
}

const kinds: Record<string, InstanceKind> = { TSP: 'tsp', ATSP: 'tsp', CVRP: 'cvrp', CVRPTW: 'vrptw', VRPTW: 'vrptw', OP: 'op' }

/** @throws InstanceError */
export function parseInstance(text: string): Instance {
  const sections = sectionsOf(text)
  const { header, rows } = sections
  const kind = kinds[(header.get('TYPE') ?? '').split(/\s/)[0]!]
  if (!kind) throw new InstanceError(`TYPE is "${header.get('TYPE') ?? ''}", expected one of ${Object.keys(kinds).join(', ')}.`)
  const dimension = number(header.get('DIMENSION'), 'DIMENSION')
  if (!Number.isInteger(dimension) || dimension < 2 || dimension > 5_000) throw new InstanceError(`DIMENSION is ${dimension}, expected 2 to 5000.`)
  const column = (section: string, what: InstanceKind[]) => {
    const found = byNode(sections, section, dimension, 1)?.map(([value]) => value!)
    if (!found && what.includes(kind)) throw new InstanceError(`There is no ${section}.`)
    return found ?? Array.from({ length: dimension }, () => 0)
  }
  const windows = byNode(sections, 'TIME_WINDOW_SECTION', dimension, 2)
  const service = header.get('SERVICE_TIME')
  const stay = byNode(sections, 'SERVICE_TIME_SECTION', dimension, 1)?.map(([value]) => value!) ?? Array.from({ length: dimension }, () => (service === undefined ? 0 : number(service, 'SERVICE_TIME')))
  const depot = number(rows.get('DEPOT_SECTION')?.[0]?.[0] ?? '1', 'DEPOT_SECTION') - 1
  if (!(depot >= 0 && depot < dimension)) throw new InstanceError(`DEPOT_SECTION has node ${depot + 1}, expected 1 to ${dimension}.`)
  const capacity = kind === 'cvrp' || kind === 'vrptw' ? number(header.get('CAPACITY'), 'CAPACITY') : Infinity
  const demand = column('DEMAND_SECTION', ['cvrp', 'vrptw'])
  const heavy = demand.findIndex((each) => each > capacity)
  if (heavy >= 0) throw new InstanceError(`DEMAND_SECTION, node ${heavy + 1} is ${demand[heavy]}, more than CAPACITY (${capacity}).`)
  return {
    name: header.get('NAME') ?? '', kind, dimension, depot, distance: matrixOf(sections, dimension, kind === 'vrptw'), capacity, demand, vehicles: header.has('VEHICLES') ? number(header.get('VEHICLES'), 'VEHICLES') : null, stay,
    windows: Array.from({ length: dimension }, (_, i) => (windows ? { from: windows[i]![0]!, to: windows[i]![1]! } : null)),
    costLimit: kind === 'op' ? number(header.get('COST_LIMIT'), 'COST_LIMIT') : Infinity, score: column('NODE_SCORE_SECTION', ['op']),
  }
}

/** The routing of an instance: node i of the routing is `customers[i]` of the file (from 0). */
export function routingOfInstance(instance: Instance): { routing: Routing; customers: number[] } {
  const { kind, dimension, depot, windows, demand, stay, score, costLimit, capacity } = instance
  const customers = Array.from({ length: dimension }, (_, i) => i).filter((i) => i !== depot)
  const until = kind === 'op' ? costLimit : (windows[depot]?.to ?? 1e12)
  const least = Math.ceil(demand.reduce((sum, each) => sum + each, 0) / capacity)
  // More than the least that can carry all, since fewer are not asked for.
  const count = kind === 'tsp' || kind === 'op' ? 1 : (instance.vehicles ?? Math.min(customers.length, least + Math.max(2, Math.ceil(0.1 * least))))
  const vehicle: RoutingVehicle = { travel: 0, from: windows[depot]?.from ?? 0, to: until, start: depot, end: depot, load: capacity }
  const nodes = customers.map((place): RoutingNode => ({
    place, stay: stay[place]!, shortStay: stay[place]!, windows: windows[place] ? [windows[place]] : [], worth: kind === 'op' ? score[place]! : 0, required: kind !== 'op', weight: demand[place]!, only: -1, group: -1, fixed: false,
  }))
  return { routing: { places: dimension, travels: [instance.distance], vehicles: Array.from({ length: count }, () => vehicle), nodes, gaps: [], aim: 'travel' }, customers }
}
