import type { ScreenReport, WallScreenChange, WallScreenDraft } from '../../geodata/model/mapWall.ts'
import { asActorQuery, type Sql } from '../database.ts'
import { afterCommand, asJson } from './mapWall.ts'

export const addWallScreen = (sql: Sql, actor: string, wallId: string, draft: WallScreenDraft) => afterCommand(sql, actor, wallId, (tx) => tx`add_wall_screen(${wallId}::uuid, ${asJson(tx, draft)})`)

export const changeWallScreen = (sql: Sql, actor: string, wallId: string, id: string, change: WallScreenChange) =>
  afterCommand(sql, actor, wallId, (tx) => tx`change_wall_screen(${wallId}::uuid, ${id}::uuid, ${asJson(tx, change)})`)

export const removeWallScreen = (sql: Sql, actor: string, wallId: string, id: string) => afterCommand(sql, actor, wallId, (tx) => tx`remove_wall_screen(${wallId}::uuid, ${id}::uuid)`)

export const sendWindowAway = (sql: Sql, actor: string, wallId: string, id: string) => afterCommand(sql, actor, wallId, (tx) => tx`send_window_away(${wallId}::uuid, ${id}::uuid)`)

/** False where the session is not this screen. */
export async function hearScreen(sql: Sql, actor: string, { screenId, sessionId, report }: { screenId: string; sessionId: string; report: ScreenReport }): Promise<boolean> {
  const [row] = await asActorQuery<{ heard: boolean }[]>(sql, actor, (tx) => tx`select hear_screen(${screenId}::uuid, ${sessionId}::uuid, ${asJson(tx, report)}) as heard`)
  return row?.heard ?? false
}
