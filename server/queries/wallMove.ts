import type { WallMove } from '../../geodata/model/mapWall.ts'
import { asActorQuery, type Sql } from '../database.ts'
import { asJson } from './mapWall.ts'

/** Tells all servers, `by` which it was told. False where the wall is not there, or not for this actor. */
export async function moveWall(sql: Sql, actor: string, id: string, move: WallMove, by: string): Promise<boolean> {
  const [row] = await asActorQuery<{ told: boolean }[]>(sql, actor, (tx) => tx`select move_wall(${id}::uuid, ${asJson(tx, { ...move, by })}) as told`)
  return row?.told ?? false
}

export const keepWallCamera = async (sql: Sql, actor: string, id: string, camera: WallMove['camera']): Promise<void> =>
  void (await asActorQuery(sql, actor, (tx) => tx`select keep_wall_camera(${id}::uuid, ${asJson(tx, camera)})`))

/** Those of these walls that the actor reads and that stand. */
export const standingWalls = async (sql: Sql, actor: string, ids: readonly string[]): Promise<string[]> =>
  (await asActorQuery<{ id: string }[]>(sql, actor, (tx) => tx`select w.id from map_wall w where w.id = any(${ids as string[]}::uuid[]) and w.retired_at is null`)).map(({ id }) => id)
