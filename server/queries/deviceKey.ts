import type postgres from 'postgres'
import type { DeviceKey, DeviceKeyChange, DeviceKeyKeep } from '../../geodata/model/deviceKey.ts'
import { asActor, type Sql, type Transaction } from '../database.ts'

const keys = (tx: Transaction) => tx`select k.id, d.team_id, d.area_id, t.call_sign, d.name, k.heard_at, k.revoked_at, k.created_by, k.created_at, k.version from device_key k join device d on d.id = k.device_id join team t on t.id = d.team_id`

const keyById = async (tx: Transaction, id: string): Promise<DeviceKey | undefined> => (await tx<DeviceKey[]>`${keys(tx)} where k.id = ${id}`)[0]

export const deviceKeys = (sql: Sql, actor: string): Promise<DeviceKey[]> => asActor(sql, actor, async (tx) => [...(await tx<DeviceKey[]>`${keys(tx)} order by k.revoked_at is not null, t.call_sign, d.name, k.id`)])

const asJson = (tx: Transaction, value: object) => tx`${tx.json(value as postgres.JSONValue)}::jsonb`

/** `hash` is of the key that comes with it. Throws 42501 where the actor plans no patrols of that team. */
export const keepDeviceKey = (sql: Sql, actor: string, given: DeviceKeyKeep, hash: string): Promise<{ device: DeviceKey | undefined; existed: boolean }> =>
  asActor(sql, actor, async (tx) => {
    const [row] = await tx<{ existed: boolean }[]>`select keep_device_key(${asJson(tx, given)}, ${hash}) as existed`
    return { device: await keyById(tx, given.id), existed: row?.existed ?? false }
  })

/** Undefined is not there, or not for this actor. With a hash the key is a new one. */
export const changeDeviceKey = (sql: Sql, actor: string, id: string, change: Partial<DeviceKeyChange> & { version: number }, hash?: string): Promise<DeviceKey | undefined> =>
  asActor(sql, actor, async (tx) => {
    const [row] = await tx<{ found: boolean }[]>`select change_device_key(${id}, ${asJson(tx, change)}, ${hash ?? null}) as found`
    return row?.found ? keyById(tx, id) : undefined
  })
