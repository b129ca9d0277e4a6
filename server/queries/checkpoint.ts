import type postgres from 'postgres'
import type { CheckpointChange, CheckpointKeep } from '../../geodata/model/checkpoint.ts'
import type { Checkpoint } from '../../geodata/model/patrolPlan.ts'
import { asActor, type Sql, type Transaction } from '../database.ts'
import type { Asker } from './fields.ts'
import { within } from './indicatorSets.ts'

/** Of a checkpoint `c`. */
const checkpointFields = (tx: Asker) => tx`c.id, c.area_id, c.name, c.kind, c.dwell_minutes, to_char(c.open_from, 'HH24:MI') as open_from, to_char(c.open_to, 'HH24:MI') as open_to, st_x(c.geom) as lng, st_y(c.geom) as lat, c.retired_at, c.version`

const checkpointOf = async (tx: Transaction, id: string): Promise<Checkpoint | undefined> => (await tx<Checkpoint[]>`select ${checkpointFields(tx)} from checkpoint c where c.id = ${id}::uuid`)[0]

/** By name; those that were retired only where they are asked for. */
export const checkpoints = async (sql: Sql, actor: string, { areaId, retired }: { areaId?: number | undefined; retired: boolean }): Promise<Checkpoint[]> => [...(await asActor(sql, actor, (tx) => tx<Checkpoint[]>`
  select ${checkpointFields(tx)} from checkpoint c where ${retired ? tx`true` : tx`c.retired_at is null`} ${within(tx, tx`c.area_id`, areaId)} order by c.name, c.id limit 5000`))]

const json = (tx: Transaction, value: unknown) => tx.json(value as postgres.JSONValue)

export const keepCheckpoint = (sql: Sql, actor: string, given: CheckpointKeep): Promise<{ checkpoint: Checkpoint | undefined; existed: boolean }> =>
  asActor(sql, actor, async (tx) => {
    const existed = (await checkpointOf(tx, given.id)) !== undefined
    await tx`select id from keep_checkpoint(${json(tx, given)}::jsonb)`
    return { checkpoint: await checkpointOf(tx, given.id), existed }
  })

/** Undefined where it is not there, or not for this actor. */
export const changeCheckpoint = (sql: Sql, actor: string, id: string, change: CheckpointChange): Promise<Checkpoint | undefined> =>
  asActor(sql, actor, async (tx) => {
    const [changed] = await tx`select id from change_checkpoint(${id}::uuid, ${json(tx, change)}::jsonb)`
    return changed && checkpointOf(tx, id)
  })
