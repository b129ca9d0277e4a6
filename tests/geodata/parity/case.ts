/** One number of ours beside an independent one. */
export type ParityCase = {
  method: string
  /** What was computed on which data. */
  what: string
  /** Package and version, paper or brute force. */
  reference: string
  theirs: number
  ours: number
  /** Absolute, or relative to theirs. */
  tolerance: number
  relative?: boolean
}
