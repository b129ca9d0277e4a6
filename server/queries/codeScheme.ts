import type postgres from 'postgres'
import type { CodeScheme, CodeSchemeSet } from '../../geodata/format/codeScheme.ts'
import { asActorQuery, type Sql } from '../database.ts'

export type CodeSchemeRow = CodeScheme & { retired: boolean; version: number }

export const codeSchemes = (sql: Sql, actor: string) =>
  asActorQuery<CodeSchemeRow[]>(sql, actor, (tx) => tx`select id, noun, name_zh, name_en, source, parts, retired_at is not null as retired, version from code_scheme order by noun, id`)

/** Throws 42501 where the actor does not configure the whole tree, 40001 on another version. */
export const putCodeScheme = (sql: Sql, actor: string, id: string, { version, ...given }: CodeSchemeSet) =>
  asActorQuery(sql, actor, (tx) => tx`select put_code_scheme(${id}, ${version}, ${tx.json(given as unknown as postgres.JSONValue)}::jsonb)`)

/** False where the area is not there or not the actor's to see. */
export const setZoneScheme = async (sql: Sql, actor: string, areaId: number, scheme: string | null): Promise<boolean> =>
  (await asActorQuery<{ done: boolean }[]>(sql, actor, (tx) => tx`select set_zone_scheme(${areaId}, ${scheme}) as done`))[0]?.done ?? false
