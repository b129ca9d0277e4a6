import type { CoverModel } from '../zoning/coverModel.ts'
import { type Cover, type Limits, timesOf } from './cover.ts'

type PlacementModel = CoverModel & { /** Of each of the first columns. */ sites: readonly number[]; /** What is covered by those kept, which the model leaves out. */ before: number; entries: number }

/**
 * Maximal covering as a mixed-integer program (Church & ReVelle 1974): a column of 0 or 1 for each site of `left`, a column for each set of demands that the same sites cover, and a row that says that it counts only
 * where one of these is chosen. Minimised: costs less worth, both times `scale`.
 */
export function placementModel(cover: Cover, limits: Limits, left: readonly number[], scale = 1): PlacementModel {
  const idle = timesOf(cover, limits.kept)
  const before = cover.worth.reduce((sum, worth, demand) => sum + (idle[demand] ? worth : 0), 0)
  const groups = groupsOf(cover, left, idle)
  const priced = limits.budget !== Infinity
  const capped = limits.mostOfKind.map((most, kind) => ({ most, kind })).filter(({ most }) => most < limits.count)
  const [sites, rows] = [left.length, groups.length]
  const numRows = rows + 1 + (priced ? 1 : 0) + capped.length
  const groupsOfSite: number[][] = left.map(() => [])
  groups.forEach(({ by }, group) => { for (const at of by) groupsOfSite[at]!.push(group) })
  const columns = [
    ...left.map((site, at) => [
      ...groupsOfSite[at]!.map((group): [number, number] => [group, -1]), [rows, 1] as [number, number],
      ...(priced ? [[rows + 1, limits.price[site]!] as [number, number]] : []),
      ...capped.flatMap(({ kind }, i): [number, number][] => (limits.kind[site] === kind ? [[rows + 1 + (priced ? 1 : 0) + i, 1]] : [])),
    ]),
    ...groups.map((_, group): [number, number][] => [[group, 1]]),
  ]
  const starts = new Int32Array(columns.length + 1)
  columns.forEach((column, at) => (starts[at + 1] = starts[at]! + column.length))
  return {
    sites: left, before, entries: starts.at(-1)!,
    numCols: columns.length, numRows,
    colCost: Float64Array.from(columns, (_, at) => (at < sites ? limits.cost[left[at]!]! : -groups[at - sites]!.worth) * scale),
    colLower: new Float64Array(columns.length),
    colUpper: new Float64Array(columns.length).fill(1),
    rowLower: new Float64Array(numRows).fill(-Infinity),
    rowUpper: Float64Array.from([...groups.map(() => 0), limits.count, ...(priced ? [limits.budget] : []), ...capped.map(({ most }) => most)]),
    matrix: { format: 'csc', numRows, numCols: columns.length, starts, indices: Int32Array.from(columns.flatMap((column) => column.map(([row]) => row))), values: Float64Array.from(columns.flatMap((column) => column.map(([, value]) => value))) },
    integrality: Int32Array.from(columns, (_, at) => (at < sites ? 1 : 0)),
  }
}

type Group = { /** Columns of the sites that cover it. */ by: number[]; worth: number }

function groupsOf(cover: Cover, left: readonly number[], idle: Uint32Array): Group[] {
  const by: number[][] = []
  left.forEach((site, at) => { for (let i = cover.start[site]!; i < cover.start[site + 1]!; i++) { const demand = cover.demand[i]!; if (!idle[demand] && cover.worth[demand]! > 0) (by[demand] ??= []).push(at) } })
  const groups = new Map<string, Group>()
  by.forEach((sites, demand) => {
    const key = sites.join()
    const group = groups.get(key)
    if (group) group.worth += cover.worth[demand]!
    else groups.set(key, { by: sites, worth: cover.worth[demand]! })
  })
  return [...groups.values()]
}
