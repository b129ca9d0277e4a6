import type { WallSceneChange, WallSceneDraft } from '../../geodata/model/mapWall.ts'
import type { Sql } from '../database.ts'
import { afterCommand, asJson } from './mapWall.ts'

export const keepWallScene = (sql: Sql, actor: string, wallId: string, draft: WallSceneDraft) => afterCommand(sql, actor, wallId, (tx) => tx`keep_wall_scene(${wallId}::uuid, ${asJson(tx, draft)})`)

export const changeWallScene = (sql: Sql, actor: string, wallId: string, id: string, change: WallSceneChange) =>
  afterCommand(sql, actor, wallId, (tx) => tx`change_wall_scene(${wallId}::uuid, ${id}::uuid, ${asJson(tx, change)})`)

export const removeWallScene = (sql: Sql, actor: string, wallId: string, id: string) => afterCommand(sql, actor, wallId, (tx) => tx`remove_wall_scene(${wallId}::uuid, ${id}::uuid)`)

export const orderWallScenes = (sql: Sql, actor: string, wallId: string, ids: string[]) => afterCommand(sql, actor, wallId, (tx) => tx`order_wall_scenes(${wallId}::uuid, ${ids}::uuid[])`)
