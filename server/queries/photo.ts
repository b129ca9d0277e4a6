import { asActor, asActorQuery, type Sql } from '../database.ts'
import type { Photo } from '../photos.ts'

export type PhotoRow = { id: string; width: number; height: number; addedAt: string }
/** `open`: it may be added; the rest says why not, before a picture is decoded for nothing. */
export type PhotoPlace = { state: 'open' | 'absent' | 'refused' | 'taken' } | { state: 'kept'; photo: PhotoRow }

export function photoPlace(sql: Sql, actor: string, incidentId: string, id: string): Promise<PhotoPlace> {
  return asActor(sql, actor, async (tx) => {
    const [incident] = await tx<{ may: boolean }[]>`select area_id in (select actor_areas('report')) or area_id in (select actor_areas('step')) as may from incident where id = ${incidentId}`
    if (!incident) return { state: 'absent' }
    const [kept] = await tx<(PhotoRow & { incidentId: string })[]>`select id, incident_id, width, height, added_at from photo where id = ${id}`
    if (!incident.may) return { state: 'refused' }
    if (!kept) return { state: 'open' }
    const { incidentId: home, ...photo } = kept
    return home === incidentId.toLowerCase() ? { state: 'kept', photo } : { state: 'taken' }
  })
}

/** Undefined where the actor sees no such incident. The same id again leaves what is there. */
export function addPhoto(sql: Sql, actor: string, incidentId: string, id: string, { bytes, width, height }: Photo): Promise<PhotoRow | undefined> {
  return asActor(sql, actor, async (tx) => {
    const [incident] = await tx<{ areaId: number }[]>`select area_id from incident where id = ${incidentId}`
    if (!incident) return undefined
    const [row] = await tx<PhotoRow[]>`insert into photo (id, incident_id, area_id, width, height, bytes, added_by)
      values (${id}, ${incidentId}, ${incident.areaId}, ${width}, ${height}, ${bytes}, actor_id()) returning id, width, height, added_at`
    return row
  })
}

export async function photoBytes(sql: Sql, actor: string, incidentId: string, id: string): Promise<Buffer | undefined> {
  const [row] = await asActorQuery<{ bytes: Buffer }[]>(sql, actor, (tx) => tx`select bytes from photo where id = ${id} and incident_id = ${incidentId}`)
  return row?.bytes
}
