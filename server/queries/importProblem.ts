import type { ImportProblem } from '../../geodata/model/importProblem.ts'
import { asActor, type Sql } from '../database.ts'

/** What was wrong with rows of an import; undefined where there is no such import for this actor. */
export const importProblems = (sql: Sql, actor: string, id: number): Promise<ImportProblem[] | undefined> =>
  asActor(sql, actor, async (tx) => {
    const [run] = await tx`select id from import_run where id = ${id}`
    if (!run) return undefined
    return [...(await tx<ImportProblem[]>`select p.id, p.noun, p.file, p.line, p.ref, p.kind, p.reason, p.rejected, st_asgeojson(p.geom, 7, 0)::jsonb as geometry from import_problem p where p.import_id = ${id} order by p.rejected desc, p.id limit 5000`)]
  })
