import { randomUUID } from 'node:crypto'
import type { Transaction } from '../database.ts'
import { townSource } from './town.ts'

/** A round of the cameras that turn over the whole town, which goes on by itself, and one of the community with most cameras, by hand. */
export async function loadTours(tx: Transaction): Promise<number> {
  const stops = 8
  const tours = [
    { name: '重点路口巡看', priority: 1, mode: 'timed', area: tx`(select id from area where parent_id is null order by id limit 1)`, cameras: tx`c.kind = 'ptz'` },
    { name: '社区日常巡看', priority: 2, mode: 'manual', area: tx`(select area_id from camera where source = ${townSource} group by 1 order by count(*) desc, 1 limit 1)`, cameras: tx`c.kind <> 'ptz' and c.area_id = t.area_id` },
  ]
  for (const { name, priority, mode, area, cameras } of tours) {
    const id = randomUUID()
    await tx`insert into camera_tour (id, area_id, name, priority, mode) select ${id}, a, ${name}, ${priority}, ${mode} from ${area} as s(a) where a is not null`
    await tx`insert into camera_tour_stop (tour_id, ordinal, camera_id)
      select t.id, row_number() over (order by c.code), c.id from camera_tour t join camera c on c.source = ${townSource} and c.state = 'online' and ${cameras} where t.id = ${id} order by c.code limit ${stops}`
  }
  return tours.length
}
