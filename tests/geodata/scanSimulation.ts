import { spaceTimeScan, type ScanOptions } from '../../geodata/analysis/spaceTimeScan.ts'
import { createRandom, poisson, type Random } from '../../geodata/random.ts'

export type Data = { xMeters: number[]; yMeters: number[]; weights: number[]; place: Int32Array; step: Int32Array }

export const scanOptions = (steps: number, more: Partial<ScanOptions> = {}): ScanOptions => ({
  model: 'permutation', stepLengths: new Float64Array(steps).fill(1), maxRadiusMeters: 250, maxShare: 0.5, maxSteps: 5, prospective: false, minCases: 2, simulations: 0, seed: 1, maxClusters: 20, ...more,
})
export const scan = ({ xMeters, yMeters, weights, place, step }: Data, given: ScanOptions) => spaceTimeScan({ xMeters, yMeters, weights }, { place, step }, given)

/** Four places that touch, away from the border. */
export const plantedPlaces = (side: number) => [side + 1, side + 2, 2 * side + 1, 2 * side + 2]

/** A lattice with cases strewn over it, some places and days busier than others. */
export function lattice(random: Random, side: number, steps: number, cases: number, planted = 0): Data {
  const xMeters = Array.from({ length: side * side }, (_, i) => (i % side) * 100)
  const yMeters = Array.from({ length: side * side }, (_, i) => Math.floor(i / side) * 100)
  const busy = xMeters.map((_, i) => 0.4 + 0.1 * (i % 7))
  const place: number[] = []
  const step: number[] = []
  while (place.length < cases) {
    const i = Math.floor(random() * busy.length)
    if (random() > (busy[i] as number)) continue
    place.push(i)
    step.push(Math.floor(Math.sqrt(random()) * steps)) // more and more as time goes on
  }
  for (let k = 0; k < planted; k++) {
    place.push(plantedPlaces(side)[Math.floor(random() * 4)] as number)
    step.push(5 + Math.floor(random() * 3))
  }
  const weights = xMeters.map((_, i) => place.filter((one) => one === i).length)
  return { xMeters, yMeters, weights, place: Int32Array.from(place), step: Int32Array.from(step) }
}

/** Of 200 data sets in which nothing clusters, those with an alarm at 0.05. */
export function falseAlarms(): number {
  let alarms = 0
  for (let seed = 1; seed <= 200; seed++) if ((scan(lattice(createRandom(1000 + seed), 5, 8, 80), scanOptions(8, { simulations: 99, seed })).clusters[0]?.p ?? 1) <= 0.05) alarms++
  return alarms
}

/** The same against a known population, in space alone. */
export function falseAlarmsWithPopulation(): number {
  let alarms = 0
  for (let seed = 1; seed <= 200; seed++) {
    const random = createRandom(2000 + seed)
    const data = lattice(random, 5, 1, 1)
    data.weights = data.weights.map((_, i) => 100 + 40 * (i % 5))
    data.place = Int32Array.from(data.weights.flatMap((people, i) => Array<number>(poisson(random, people / 20)).fill(i)))
    data.step = new Int32Array(data.place.length)
    if ((scan(data, scanOptions(1, { model: 'poisson', simulations: 99, seed })).clusters[0]?.p ?? 1) <= 0.05) alarms++
  }
  return alarms
}

/** Of 30 data sets with 300 cases at 64 places in 20 days and so many planted at 4 places in 3 days, those that were found at 0.05, and which share of the four places on average. */
export function plantedFound(planted: number): { found: number; overlap: number } {
  let [found, overlap] = [0, 0]
  for (let seed = 1; seed <= 30; seed++) {
    const [best] = scan(lattice(createRandom(3000 + seed), 8, 20, 300, planted), scanOptions(20, { simulations: 99, seed, maxRadiusMeters: 200 })).clusters
    if (!best || best.p > 0.05) continue
    found++
    overlap += plantedPlaces(8).filter((place) => best.places.includes(place)).length / 4
  }
  return { found, overlap: overlap / found }
}
