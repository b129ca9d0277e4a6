import type { Sql } from '../database.ts'
import type { Locator } from './locator.ts'
import type { Rejects } from './rejects.ts'
import type { CameraField } from '../../geodata/format/cameraFacts.ts'
import type { Reproject } from '../../geodata/format/reproject.ts'

export const importNouns = ['incidents', 'streets', 'buildings', 'places', 'lights', 'cameras', 'zones', 'areas', 'positions', 'ground', 'walls', 'barriers'] as const
export type ImportNoun = (typeof importNouns)[number]

export type ImportOptions = {
  files: string[]
  as?: ImportNoun | 'auto'
  /** Code of the area that takes rows outside every area; or the name of the one that is made when none covers the data. */
  area?: string
  /** field -> column */
  map?: Record<string, string>
  crs?: string
  timeZone?: string
  /** Who must be named beside the map, as the publisher of the files asks. */
  attribution?: string
  source?: string
  dryRun?: boolean
  /** Zones become a draft plan of this name over `area`, instead of zones. */
  asPlan?: string
  /** State of imported incidents; the past is archived. */
  state?: string
  /** FANGCUN_DATA: rejected rows are written to `imports/` in it. */
  dataFolder: string
}

export type Counts = { read: number; inserted: number; updated: number; unchanged: number; duplicate: number; rejected: number }
export type ImportResult = {
  id: number | null
  source: string
  counts: Record<string, Counts>
  rejectedByReason: Record<string, number>
  rejectedPath: string | null
  notes: string[]
  /** Of cameras: how often a field had a value, and how often it was understood. */
  understood?: Understood
  seconds: number
  /** Why the import stopped before the end; what was read before is kept. */
  failure?: string
}

/** Cameras in all, and by field. */
export type Understood = { cameras: number; fields: Partial<Record<CameraField, { given: number; understood: number }>> }

export type Progress = { noun: string; file: string; rows: number; rowsPerSecond: number } | { note: string }

/** What the readers of one noun need while an import runs. */
export type Run = {
  sql: Sql
  actor: string
  id: number
  source: string
  options: ImportOptions
  locator: Locator
  rejects: Rejects
  reproject: Reproject
  note(text: string): void
  understood: Understood
  tally(noun: string): Counts
}

export type Written = { inserted: number; updated: number; unchanged: number }

/** The file or the wish is wrong; the message is a sentence with what to do. */
export class ImportError extends Error {
  override name = 'ImportError'
}

export const chunkRows = 2000
