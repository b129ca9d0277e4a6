import type { WallAnswer, WallCodeAnswer } from '../../geodata/model/mapWall.ts'
import { asActor, asDoor, type Sql } from '../database.ts'
import { wallAnswerIn } from './mapWall.ts'

/** Undefined where another window has this code. */
export const askWallCode = async (sql: Sql, { codeHash, secretHash, address, network }: { codeHash: string; secretHash: string; address: string; network: string }): Promise<Pick<WallCodeAnswer, 'id' | 'expiresAt'> | undefined> =>
  (await asDoor<Pick<WallCodeAnswer, 'id' | 'expiresAt'>>(sql, (tx) => tx`select id, expires_at from ask_wall_code(${codeHash}, ${secretHash}, ${address}, ${network})`))[0]

/** `there`: wall and screen are there for the actor; without an answer no window waits with this code. */
export const approveWallCode = (sql: Sql, actor: string, wallId: string, screenId: string, codeHash: string): Promise<{ there: boolean; answer: WallAnswer | undefined }> =>
  asActor(sql, actor, async (tx) => {
    const [row] = await tx<{ there: boolean; approved: boolean }[]>`select there, approved from approve_wall_code(${wallId}::uuid, ${screenId}::uuid, ${codeHash})`
    return { there: row?.there ?? false, answer: row?.approved ? await wallAnswerIn(tx, wallId) : undefined }
  })

type Claim = { id: string; secretHash: string; ownKey: string | undefined; newKey: string; address: string }
type Claimed = { wallId: string | null; screenId: string | null; expiresAt: string; begun: boolean }

/** Without a wall it waits still; `begun`: a session was opened under the new key. Undefined where there is no such code any more. */
export const claimWallCode = async (sql: Sql, { id, secretHash, ownKey, newKey, address }: Claim): Promise<Claimed | undefined> =>
  (await asDoor<Claimed>(sql, (tx) => tx`select wall_id, screen_id, expires_at, begun from claim_wall_code(${id}::uuid, ${secretHash}, ${ownKey ?? null}, ${newKey}, ${address})`))[0]
