import type postgres from 'postgres'
import { uuidv7 } from '../../geodata/model/id.ts'
import { townWall } from '../../geodata/town/wall.ts'
import type { Town } from '../../geodata/town/types.ts'
import { asActor, type Sql, type Transaction } from '../database.ts'

/** Who operates the wall of the demo. */
const operator = 'demo-command'

const json = (tx: Transaction, value: unknown) => tx`${tx.json(value as postgres.JSONValue)}::jsonb`
const newId = () => uuidv7(Math.random, Date.now())

/** Gives the demo a wall unless it has or had one, through the functions that people use. Answers whether one was made. */
export const ensureWall = (sql: Sql, town: Town): Promise<boolean> =>
  asActor(sql, operator, async (tx) => {
    const [home] = await tx<{ areaId: number }[]>`select min(a.id) as area_id from area a where a.level = 'subdistrict' and a.id in (select actor_areas('wall')) and not exists (select from map_wall)`
    if (!home?.areaId) return false
    const { draft, scenes, panels, rotating } = townWall(town, home.areaId, newId)
    await tx`select make_map_wall(${json(tx, draft)})`
    for (const scene of scenes) await tx`select keep_wall_scene(${draft.id}::uuid, ${json(tx, scene)})`
    const screens = await tx<{ id: string; name: string }[]>`select id, name from wall_screen where wall_id = ${draft.id}::uuid`
    for (const { id, name } of screens) {
      const content = name === rotating ? { content: { kind: 'rotation' } } : {}
      await tx`select change_wall_screen(${draft.id}::uuid, ${id}::uuid, ${json(tx, { version: 1, panels: panels[name] ?? [], ...content })})`
    }
    await tx`select change_map_wall(${draft.id}::uuid, ${json(tx, { version: 1, alarmScreenId: screens.find(({ name }) => name === rotating)?.id ?? null })})`
    return true
  })
