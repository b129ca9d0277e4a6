/** Pieces that are never cut (an estate between barriers, a building with its parcel), their weights and who touches whom on the ground. Lengths in metres of a local plane, areas in square metres. */
export type ZoningUnits = {
  ids: string[]
  households: Float64Array
  /** What is balanced; the same as households unless weights say otherwise. */
  load: Float64Array
  squareMeters: Float64Array
  /** Of the whole outline, borders with neighbours and with the outside. */
  perimeterMeters: Float64Array
  xMeters: Float64Array
  yMeters: Float64Array
  /** -1: of no estate. */
  estate: Int32Array
  /** Neighbours of unit i are `neighbour[start[i]] .. neighbour[start[i + 1] - 1]`; each pair stands twice. */
  start: Uint32Array
  neighbour: Uint32Array
  /** Length of the shared border. */
  borderMeters: Float64Array
  /** 1 where the shared border is a barrier: no zone may hold together across it alone. */
  blocked: Uint8Array
}

/** The zone of each unit, 0-based; every zone is connected over borders that are not blocked. */
export type ZoneOf = Int32Array

/** Why no zones can be made of something: a code for the interface, a sentence for the command line, the field it is about. */
export class ZoningRefusal extends Error {
  readonly code: string
  readonly field: string
  readonly values: Record<string, string | number>
  constructor(code: string, sentence: string, field: string, values: Record<string, string | number> = {}) {
    super(sentence)
    this.code = code
    this.field = field
    this.values = values
  }
}
