import { cameraView, type CameraSight } from '../../geodata/camera/cameraView.ts'
import { indexFootprints } from '../../geodata/camera/nearFootprints.ts'
import { createProjection } from '../../geodata/geometry/projection.ts'
import { createRandom, type Random } from '../../geodata/random.ts'
import type { Sql } from '../../server/database.ts'
import { camerasSeeingPoint } from '../../server/queries/cameraSeeing.ts'
import { pair, type Side } from './pair.ts'
import { type Place, withSql } from './place.ts'
import { type Line, pairLine, plainLine } from './report.ts'

const cameras = 100_000
/** Some seven cameras see any one place. */
const sideMeters = 7_000
const projection = createProjection([121.4, 31.2])
type View = { ring: Float64Array; west: number; south: number; east: number; north: number }

/** One camera in the open with six houses around it, as it then sees: 40 to 90 m, two in three over a sector. */
function viewOf(random: Random, i: number): { sight: CameraSight; view: View } {
  const [xMeters, yMeters] = [(random() - 0.5) * sideMeters, (random() - 0.5) * sideMeters]
  const houses = Array.from({ length: 6 }, () => {
    const [turn, away] = [random() * 2 * Math.PI, 14 + random() * 40]
    const [x, y, w, h] = [xMeters + away * Math.cos(turn), yMeters + away * Math.sin(turn), 4 + random() * 8, 4 + random() * 4]
    return [Float64Array.of(x - w / 2, y - h / 2, x + w / 2, y - h / 2, x + w / 2, y + h / 2, x - w / 2, y + h / 2)]
  })
  const sight: CameraSight = { xMeters, yMeters, kind: i % 3 ? 'fixed' : 'dome', azimuthDegrees: random() * 360, fieldOfViewDegrees: 60 + random() * 60, rangeMeters: 40 + random() * 50, pixels: 1920 }
  const ring = Float64Array.from(cameraView(sight, indexFootprints(houses)).seen ?? [])
  const view = { ring, west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
  for (let at = 0; at < ring.length; at += 2) {
    const [lng, lat] = projection.inverse([ring[at]!, ring[at + 1]!])
    ring[at] = Number(lng.toFixed(9))
    ring[at + 1] = Number(lat.toFixed(9))
    view.west = Math.min(view.west, ring[at]!)
    view.east = Math.max(view.east, ring[at]!)
    view.south = Math.min(view.south, ring[at + 1]!)
    view.north = Math.max(view.north, ring[at + 1]!)
  }
  return { sight, view }
}

function holds({ ring, west, south, east, north }: View, lng: number, lat: number): boolean {
  if (lng < west || lng > east || lat < south || lat > north) return false
  let odd = false
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) if (ring[i + 1]! > lat !== ring[j + 1]! > lat && lng < ring[j]! + ((ring[i]! - ring[j]!) * (lat - ring[j + 1]!)) / (ring[i + 1]! - ring[j + 1]!)) odd = !odd
  return odd
}

/** Straight into the tables: what triggers would make due is here already. */
async function fill(sql: Sql, random: Random): Promise<View[]> {
  await sql`insert into area (level, code, name_zh, name_en, geom) values ('city', '3101', '城', 'City', st_multi(st_makeenvelope(121, 31, 122, 32, 4326)))`
  await sql`insert into account (id, name_zh, name_en) values ('bench', '测', 'Bench')`
  await sql`insert into assignment (account_id, area_id, role) values ('bench', 1, 'command_operator')`
  const views: View[] = []
  for (let first = 0; first < cameras; first += 2_000) {
    const made = Array.from({ length: 2_000 }, (_, i) => viewOf(random, first + i))
    views.push(...made.map(({ view }) => view))
    const rows = made.map(({ sight, view }, i) => {
      const ring = Array.from({ length: view.ring.length / 2 + 1 }, (_, at) => [view.ring[(2 * at) % view.ring.length], view.ring[(2 * at + 1) % view.ring.length]])
      return { id: first + i + 1, place: projection.inverse([sight.xMeters, sight.yMeters]), kind: sight.kind, azimuth: sight.azimuthDegrees, fov: sight.fieldOfViewDegrees, range: sight.rangeMeters, geom: { type: 'MultiPolygon', coordinates: [[ring]] } }
    })
    await sql.begin(async (tx) => {
      await tx`set local session_replication_role = replica`
      await tx`with r as (select * from jsonb_to_recordset(${tx.json(rows as never)}::jsonb) as r(id integer, place jsonb, kind text, azimuth real, fov real, range real, geom jsonb)),
        c as (insert into camera (id, area_id, code, kind, azimuth_deg, field_of_view_deg, range_m, pixels, height_m, geom) overriding system value
          select id, 1, 'c' || id, kind, azimuth, fov, range, 1920, 4, st_setsrid(st_makepoint((place ->> 0)::float8, (place ->> 1)::float8), 4326) from r)
        insert into camera_view (camera_id, area_id, band, always, geom, square_meters) select id, 1, 'detect', true, st_setsrid(st_geomfromgeojson(geom), 4326), 1 from r`
    })
  }
  await sql.unsafe('vacuum analyze camera, camera_view')
  return views
}

/** So many questions a second, each about another place. */
const asking = (places: [number, number][], ask: (lng: number, lat: number) => Promise<unknown> | unknown): Side => async (seconds) => {
  const begun = performance.now()
  let done = 0
  while (performance.now() - begun < seconds * 1000) {
    const [lng, lat] = places[done++ % places.length]!
    await ask(lng, lat)
  }
  return (done * 1000) / (performance.now() - begun)
}

/** Which of 100,000 cameras see a place: what the app answers, rights, ranking and all, beside a scan of all views in the same database and beside one in memory. */
export async function seeingSection(place: Place, rounds: number, tell: (lines: Line[]) => void): Promise<void> {
  const random = createRandom(7)
  const url = await place.database('seeing')
  await withSql(url, async (sql) => {
    const views = await fill(sql, random)
    const places = Array.from({ length: 200 }, () => projection.inverse([(random() - 0.5) * sideMeters, (random() - 0.5) * sideMeters]) as [number, number])
    const inMemory = (lng: number, lat: number) => views.flatMap((view, i) => (holds(view, lng, lat) ? [i + 1] : []))
    const scan = (lng: number, lat: number) => sql.begin(async (tx) => {
      await tx`select set_config('enable_indexscan', 'off', true), set_config('enable_bitmapscan', 'off', true)`
      return tx<{ id: number }[]>`select v.camera_id as id from camera_view v where v.band = 'detect' and st_intersects(v.geom, st_setsrid(st_makepoint(${lng}::float8, ${lat}::float8), 4326)) order by 1`
    })
    let seen = 0
    for (const [lng, lat] of places.slice(0, 20)) {
      const [ours, theirs, third] = [(await camerasSeeingPoint(sql, 'bench', lng, lat)).sightings.map(({ id }) => id).toSorted((a, b) => a - b), (await scan(lng, lat)).map(({ id }) => id), inMemory(lng, lat)]
      if (JSON.stringify(ours) !== JSON.stringify(theirs) || JSON.stringify(ours) !== JSON.stringify(third)) throw new Error(`the answers differ: ${JSON.stringify([ours, theirs, third])}`)
      seen += ours.length
    }
    tell([plainLine('cameras that see a place, of 100,000', `${(seen / 20).toFixed(1)} on the mean of 20 places; all three answer the same`, { seen: seen / 20 })])
    const ours = asking(places, (lng, lat) => camerasSeeingPoint(sql, 'bench', lng, lat))
    tell([pairLine('places a second / a scan in the database', 'places/s', await pair(ours, asking(places, scan), { rounds }), { label: 'bar', atLeast: 10 })])
    tell([pairLine('places a second / a scan in memory', 'places/s', await pair(ours, asking(places, inMemory), { rounds }), { label: 'bar', atLeast: 1 })])
  })
}
