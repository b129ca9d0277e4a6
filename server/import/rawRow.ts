import type { Geometry } from '../../geodata/model/geometry.ts'

/** One row of a file as it was found. `line` counts lines of a CSV from 1 and features of a GeoJSON from 1. */
export type RawRow = { line: number; cells: string[]; geometry: Geometry | null; broken?: string }

/** Rows in batches; the header is known before the first. */
export type RawTable = { header: string[]; head: string; batches: AsyncGenerator<RawRow[]> }
