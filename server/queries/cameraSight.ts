import type { CameraSightState } from '../../geodata/model/camera.ts'
import { asActorQuery, type Sql } from '../database.ts'

/** Undefined where the camera is not there or not the actor's. */
export async function cameraSight(sql: Sql, actor: string, id: number): Promise<CameraSightState | undefined> {
  const [row] = await asActorQuery<CameraSightState[]>(sql, actor, (tx) => tx`
    select c.id, exists (select from camera_due d where d.camera_id = c.id) as due,
      case when s.camera_id is not null then jsonb_build_object('assumed', s.assumed, 'moved', s.moved, 'walledIn', s.walled_in, 'always', c.kind <> 'ptz', 'computedAt', s.computed_at,
        'detectSquareMeters', coalesce((select v.square_meters from camera_view v where v.camera_id = c.id and v.band = 'detect'), 0),
        'observeSquareMeters', coalesce((select v.square_meters from camera_view v where v.camera_id = c.id and v.band = 'observe'), 0)) end as sight
    from camera c left join camera_sight s on s.camera_id = c.id where c.id = ${id}`)
  return row
}
