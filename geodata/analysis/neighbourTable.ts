import type { NeighbourLists, NeighbourWeights } from './giStar.ts'

/** Neighbours of all units, without themselves, in flat arrays: those of unit i are others[starts[i]] to others[starts[i + 1] - 1]. */
export type NeighbourTable = {
  count: number
  starts: Uint32Array
  others: Uint32Array
  /** Beside `others`; null: every neighbour weighs 1. */
  weights: Float64Array | null
}

/** @throws RangeError where a list names no unit or a weight is no number; a unit in its own list or named twice is left out */
export function tableOf(lists: NeighbourLists, weights?: NeighbourWeights | null): NeighbourTable {
  const starts = new Uint32Array(lists.length + 1)
  const [flat, flatWeights]: [number[], number[]] = [[], []]
  lists.forEach((list, i) => {
    const order = Array.from(list, (_, k) => k).toSorted((a, b) => (list[a] as number) - (list[b] as number))
    order.forEach((k, place) => {
      const j = list[k] as number
      const weight = weights ? (weights[i]?.[k] ?? NaN) : 1
      if (!(Number.isInteger(j) && j >= 0 && j < lists.length)) throw new RangeError(`neighbour ${j} of unit ${i} is no unit, expected 0 to ${lists.length - 1}`)
      if (!Number.isFinite(weight)) throw new RangeError(`the weight of neighbour ${j} of unit ${i} is ${weight}, expected a number`)
      if (j === i || (place > 0 && j === list[order[place - 1] as number])) return
      flat.push(j)
      flatWeights.push(weight)
    })
    starts[i + 1] = flat.length
  })
  const isPlain = flatWeights.every((weight) => weight === 1)
  return { count: lists.length, starts, others: Uint32Array.from(flat), weights: isPlain ? null : Float64Array.from(flatWeights) }
}

export const listsOf = ({ count, starts, others }: NeighbourTable): number[][] => Array.from({ length: count }, (_, i) => [...others.subarray(starts[i], starts[i + 1])])

export const neighbourCount = ({ starts }: NeighbourTable, i: number): number => (starts[i + 1] as number) - (starts[i] as number)

/** Units without any neighbour. */
export function islandsOf(table: NeighbourTable): number[] {
  return Array.from({ length: table.count }, (_, i) => i).filter((i) => neighbourCount(table, i) === 0)
}

/** The part of a table among the units kept, renumbered in their order. */
export function subTable({ count, starts, others, weights }: NeighbourTable, kept: ArrayLike<number>): NeighbourTable {
  const place = new Int32Array(count).fill(-1)
  for (let k = 0; k < kept.length; k++) place[kept[k] as number] = k
  const next = new Uint32Array(kept.length + 1)
  const flat = new Uint32Array(others.length)
  const flatWeights = weights && new Float64Array(others.length)
  let size = 0
  for (let k = 0; k < kept.length; k++) {
    const i = kept[k] as number
    for (let at = starts[i] as number; at < (starts[i + 1] as number); at++) {
      const j = place[others[at] as number] as number
      if (j < 0) continue
      if (flatWeights && weights) flatWeights[size] = weights[at] as number
      flat[size++] = j
    }
    next[k + 1] = size
  }
  return { count: kept.length, starts: next, others: flat.slice(0, size), weights: flatWeights && flatWeights.slice(0, size) }
}

/** The weighted sum over the neighbours of each unit, the unit itself not counted. */
export function neighbourSums(values: ArrayLike<number>, { count, starts, others, weights }: NeighbourTable): Float64Array {
  const sums = new Float64Array(count)
  let at = 0
  for (let i = 0; i < count; i++) {
    const end = starts[i + 1] as number
    let sum = 0
    if (weights) for (; at < end; at++) sum += (weights[at] as number) * (values[others[at] as number] as number)
    else for (; at < end; at++) sum += values[others[at] as number] as number
    sums[i] = sum
  }
  return sums
}

/** Of each unit the sum of its weights and of their squares. */
export function weightSums({ count, starts, weights }: NeighbourTable): { sum: Float64Array; squares: Float64Array } {
  const sum = new Float64Array(count)
  const squares = new Float64Array(count)
  for (let i = 0; i < count; i++)
    for (let at = starts[i] as number; at < (starts[i + 1] as number); at++) {
      const weight = weights ? (weights[at] as number) : 1
      sum[i] = (sum[i] as number) + weight
      squares[i] = (squares[i] as number) + weight * weight
    }
  return { sum, squares }
}

/** The same neighbours, each unit's weights adding up to 1. */
export function rowStandardised(table: NeighbourTable): NeighbourTable {
  const { sum } = weightSums(table)
  const weights = new Float64Array(table.others.length)
  for (let i = 0; i < table.count; i++) for (let at = table.starts[i] as number; at < (table.starts[i + 1] as number); at++) weights[at] = (table.weights ? (table.weights[at] as number) : 1) / (sum[i] as number)
  return { ...table, weights }
}

/** The weighted sum of products of neighbours. */
export function crossProducts(values: ArrayLike<number>, { count, starts, others, weights }: NeighbourTable): number {
  let total = 0
  let at = 0
  for (let i = 0; i < count; i++) {
    const end = starts[i + 1] as number
    let sum = 0
    if (weights) for (; at < end; at++) sum += (weights[at] as number) * (values[others[at] as number] as number)
    else for (; at < end; at++) sum += values[others[at] as number] as number
    total += sum * (values[i] as number)
  }
  return total
}
