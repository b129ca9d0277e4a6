import { weightSums, neighbourSums, type NeighbourTable } from './neighbourTable.ts'

export type SmoothedRates = {
  rate: Float64Array
  /** Drawn towards the mean the more, the smaller the population. */
  smoothed: Float64Array
}

/**
 * Empirical-Bayes rates by moments (Marshall 1991, eqs 8-11), towards the rate of all.
 * @param cases whole numbers from 0 @param population above 0
 */
export function globalEmpiricalBayes(cases: Float64Array, population: Float64Array): SmoothedRates & { mean: number; /** variance of true rates between units; 0 where chance explains all */ between: number } {
  const people = total(population)
  const mean = total(cases) / people
  const rate = cases.map((count, i) => count / (population[i] as number))
  const spread = rate.reduce((sum, value, i) => sum + (population[i] as number) * (value - mean) ** 2, 0) / people
  const between = Math.max(0, spread - mean / (people / cases.length))
  return { rate, mean, between, smoothed: rate.map((value, i) => shrunk(value, mean, between, population[i] as number)) }
}

/** The same towards the rate of each unit's surroundings, itself included (Marshall 1991, eq. 12 ff.); an island keeps its own rate. */
export function localEmpiricalBayes(cases: Float64Array, population: Float64Array, table: NeighbourTable): SmoothedRates {
  const plain = { ...table, weights: null }
  const rate = cases.map((count, i) => count / (population[i] as number))
  const { sum: sizes } = weightSums(plain)
  const withOwn = (values: Float64Array) => neighbourSums(values, plain).map((near, i) => near + (values[i] as number))
  const people = withOwn(population)
  const means = withOwn(cases).map((count, i) => count / (people[i] as number))
  // Σ n (x - m)² around the mean of the surroundings = Σ n x² - m² Σ n
  const squares = withOwn(rate.map((value, i) => (population[i] as number) * value * value))
  return {
    rate,
    smoothed: rate.map((value, i) => {
      const [mean, there] = [means[i] as number, people[i] as number]
      const spread = (squares[i] as number) / there - mean * mean
      const between = Math.max(0, spread - mean / (there / ((sizes[i] as number) + 1)))
      return sizes[i] ? shrunk(value, mean, between, population[i] as number) : value
    }),
  }
}

/** Rates made comparable whatever the population: the difference from the mean in standard errors (Assunção & Reis 1999). Its Moran's I is not led by small units. */
export function empiricalBayesIndex(cases: Float64Array, population: Float64Array): Float64Array {
  const { rate, mean, between } = globalEmpiricalBayes(cases, population)
  return rate.map((value, i) => (value - mean) / Math.sqrt(between + mean / (population[i] as number)))
}

const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0)

/** Where nothing varies between and nothing happened at all, the mean (0) itself. */
function shrunk(rate: number, mean: number, between: number, population: number): number {
  const weight = between + mean / population
  return weight > 0 ? mean + (between / weight) * (rate - mean) : mean
}
