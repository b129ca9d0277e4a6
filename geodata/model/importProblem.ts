import type { Geometry } from './geometry.ts'

/** What was wrong with a row of an imported file. `rejected` is false where the row was taken all the same; the geometry may cross itself. */
export type ImportProblem = {
  id: number
  noun: string
  file: string
  /** Line of a CSV or number of a feature; empty where the whole is the matter. */
  line: string
  /** What the file calls it. */
  ref: string
  kind: string
  reason: string
  rejected: boolean
  geometry: Geometry | null
}
