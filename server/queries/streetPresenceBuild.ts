import { lngLatOfMercator } from '../../geodata/geometry/mercator.ts'
import type { StreetLine } from '../../geodata/graph/street.ts'
import type { StreetPresence } from '../../geodata/graph/streetPresence.ts'
import type { Vehicle } from '../../geodata/model/patrolPlan.ts'
import type { LngLat } from '../../geodata/model/geometry.ts'
import type { Transaction } from '../database.ts'
import type { DayTask } from '../presence/matchDay.ts'

export type DueStreetDay = { areaId: number; day: string; builtAt: string }
const mostStreets = 60_000
/** Degrees that streets may lie beyond the fixes. */
const around = 0.002

export const dueStreetDay = async (tx: Transaction): Promise<DueStreetDay | undefined> => (await tx<DueStreetDay[]>`select area_id, day::text, built_at from due_street_day()`)[0]

export async function dayTracks(tx: Transaction, areaId: number, day: string): Promise<DayTask['tracks']> {
  const rows = await tx<{ deviceId: number; vehicle: Vehicle; ms: number; x: number; y: number }[]>`select device_id, vehicle, ms, x, y from day_tracks(${areaId}, ${day}::text::date)`
  const tracks = new Map<number, DayTask['tracks'][number]>()
  for (const { deviceId, vehicle, ms, x, y } of rows) {
    const track = tracks.get(deviceId) ?? { vehicle, fixes: [] }
    tracks.set(deviceId, track)
    track.fixes.push({ atMs: ms, place: lngLatOfMercator({ x: x + 0.5, y: y + 0.5 }) })
  }
  return [...tracks.values()]
}

/** Streets around the tracks; none where there are too many to match against. */
export async function streetsNear(tx: Transaction, tracks: DayTask['tracks']): Promise<StreetLine[]> {
  const box = [Infinity, Infinity, -Infinity, -Infinity] as [number, number, number, number]
  for (const { fixes } of tracks) for (const { place: [lng, lat] } of fixes) [box[0], box[1], box[2], box[3]] = [Math.min(box[0], lng - around), Math.min(box[1], lat - around), Math.max(box[2], lng + around), Math.max(box[3], lat + around)]
  const rows = await tx<(Pick<StreetLine, 'class' | 'oneway' | 'foot' | 'bicycle' | 'car' | 'tunnel'> & { id: number; line: string })[]>`select * from streets_near(${box.map(String)}::text[]::float8[], ${mostStreets + 1})`
  if (rows.length > mostStreets) return []
  return rows.map(({ id, line, ...street }) => ({ nameZh: '', nameEn: '', onewayBicycle: null, maxSpeedKmh: null, hours: '', ...street, id: String(id), coordinates: (JSON.parse(line) as { coordinates: LngLat[] }).coordinates }))
}

export const keepStreetPresence = (tx: Transaction, { areaId, day, builtAt }: DueStreetDay, pieces: readonly StreetPresence[] | null) =>
  tx`select keep_street_presence(${areaId}, ${day}::text::date, ${builtAt}::timestamptz, ${pieces && tx.json(pieces as never)}::jsonb)`
