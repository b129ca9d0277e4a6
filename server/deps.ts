import type { Columns } from './columns/columns.ts'
import type { Sql } from './database.ts'
import type { Analyses } from './analyses.ts'
import type { CameraPlacements } from './cameraPlacements.ts'
import type { PatrolSearches } from './patrolSearches.ts'
import type { ZoneDesigns } from './zoneDesigns.ts'
import type { Env } from './env.ts'
import type { Live } from './live/live.ts'
import type { Versions } from './live/versions.ts'
import type { Sessions } from './session/sessions.ts'
import type { Tiles } from './tiles/tiles.ts'

export type Log = { info(fields: object, message: string): void; warn(fields: object, message: string): void; error(fields: object, message: string): void }

/** All that routes are given. */
export type Deps = {
  sql: Sql
  env: Env
  log: Log
  sessions: Sessions
  versions: Versions
  live: Live
  tiles: Tiles
  columns: Columns
  analyses: Analyses
  zoneDesigns: ZoneDesigns
  cameraPlacements: CameraPlacements
  patrolSearches: PatrolSearches
  database: 'embedded' | 'postgis'
  version: string
  /** Beyond this the stream of incidents is refused; two million where it is not said. */
  mostExploreRows?: number
  /** Folder of the built web app; absent where only the API is served. */
  webFolder?: string
}
