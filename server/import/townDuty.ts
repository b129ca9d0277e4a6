import { insidePlace } from '../../geodata/format/insidePlace.ts'
import { toWkbHex } from '../../geodata/format/wkb.ts'
import type { Town, TownIncident } from '../../geodata/town/types.ts'
import type { Transaction } from '../database.ts'
import { Locator } from './locator.ts'
import { pieces, type TownIds, townSource } from './town.ts'

export async function loadPlaces(tx: Transaction, { places }: Town, ids: TownIds): Promise<number> {
  const of = <Key extends keyof (typeof places)[number]>(key: Key) => places.map((row) => row[key])
  await tx`
    insert into place (area_id, kind, name_zh, name_en, address, opening_hours, geom, source, source_ref)
    select area_id, kind, name_zh, name_en, address, opening_hours, wkb::geometry, ${townSource}, ref
    from unnest(${places.map((place) => ids.areas.get(place.areaCode) ?? null)}::integer[], ${of('kind')}::text[], ${of('nameZh')}::text[], ${of('nameEn')}::text[], ${of('address')}::text[], ${of('openingHours')}::text[],
      ${places.map(({ geometry }) => toWkbHex(geometry))}::text[], ${of('ref')}::text[]) as t(area_id, kind, name_zh, name_en, address, opening_hours, wkb, ref)`
  return places.length
}

/** Since when the demo town's cameras are known. */
const knownSinceHours = 24 * 90

export async function loadCameras(tx: Transaction, { cameras }: Town, ids: TownIds): Promise<number> {
  const of = <Key extends keyof (typeof cameras)[number]>(key: Key) => cameras.map((row) => row[key])
  const brokenHours = cameras.map(({ outages }) => outages.find(({ hours }) => hours === null)?.hoursAgo ?? outages[0]?.hoursAgo ?? knownSinceHours)
  const mendedHours = cameras.map(({ outages }, i) => (outages[0]?.hours == null ? (brokenHours[i] as number) : (brokenHours[i] as number) - outages[0].hours))
  await tx`
    insert into camera (area_id, code, name, kind, azimuth_deg, field_of_view_deg, tilt_deg, range_m, height_m, pixels, lens_mm, owner_unit, estate_id, device_code, retention_days, state, state_since, geom, source, source_ref)
    select area_id, code, name, kind, azimuth, field_of_view, tilt, range_m, height_m, pixels, lens_mm, owner_unit, estate_at(wkb::geometry), code, retention_days, state, now() - make_interval(hours => since), wkb::geometry, ${townSource}, code
    from unnest(${cameras.map((camera) => ids.areas.get(camera.areaCode) ?? null)}::integer[], ${of('code')}::text[], ${of('name')}::text[], ${of('kind')}::text[], ${of('azimuthDegrees')}::real[], ${of('fieldOfViewDegrees')}::real[],
      ${of('tiltDegrees')}::real[], ${of('rangeMeters')}::real[], ${of('heightMeters')}::real[], ${of('pixels')}::integer[], ${of('lensMillimeters')}::real[], ${of('ownerUnit')}::text[], ${of('retentionDays')}::smallint[], ${of('state')}::text[], ${mendedHours}::integer[],
      ${cameras.map(({ geometry }) => toWkbHex(geometry))}::text[]) as t(area_id, code, name, kind, azimuth, field_of_view, tilt, range_m, height_m, pixels, lens_mm, owner_unit, retention_days, state, since, wkb)`
  const brokenState = cameras.map(({ outages }) => outages[0]?.state ?? null)
  // All of the history is written here, whether the table's own trigger was awake or not.
  await tx`delete from camera_state s using camera c where c.id = s.camera_id and c.source = ${townSource}`
  await tx`
    insert into camera_state (camera_id, area_id, state, from_at, to_at, told_by)
    select c.id, c.area_id, s.state, now() - make_interval(hours => s.from_hours), now() - make_interval(hours => s.to_hours), s.told_by
    from unnest(${of('code')}::text[], ${brokenState}::text[], ${brokenHours}::integer[], ${mendedHours}::integer[]) as t(code, broken, began, ended) join camera c on c.source = ${townSource} and c.source_ref = t.code,
    lateral (values ('online', ${knownSinceHours}::integer, case when t.broken is not null then t.began end, 'import'), (t.broken, t.began, nullif(t.ended, t.began), 'silence'),
      (case when t.ended < t.began then 'online' end, t.ended, null, 'gateway')) s(state, from_hours, to_hours, told_by)
    where s.state is not null`
  // Whether or not the trigger was awake.
  await tx`select mark_cameras(array(select c.id from camera c))`
  return cameras.length
}

export async function loadPosts(tx: Transaction, { posts }: Town, ids: TownIds): Promise<number> {
  await tx`
    insert into post (area_id, zone_id, kind, holder)
    select zone.area_id, zone.id, kind, holder
    from unnest(${posts.map((post) => ids.zones.get(post.zoneCode) ?? null)}::integer[], ${posts.map((post) => post.kind)}::text[], ${posts.map((post) => post.holder)}::text[]) as t(zone_id, kind, holder) join zone on zone.id = t.zone_id`
  return posts.length
}

export async function loadTeams(tx: Transaction, { teams }: Town, ids: TownIds): Promise<number> {
  const of = <Key extends keyof (typeof teams)[number]>(key: Key) => teams.map((row) => row[key])
  const made = await tx<{ code: string; id: number }[]>`
    insert into team (area_id, call_sign, name_zh, name_en, kind, vehicle, source, source_ref)
    select area_id, call_sign, name_zh, name_en, kind, vehicle, ${townSource}, call_sign
    from unnest(${teams.map((team) => ids.areas.get(team.areaCode) ?? null)}::integer[], ${of('callSign')}::text[], ${of('nameZh')}::text[], ${of('nameEn')}::text[], ${of('kind')}::text[], ${of('vehicle')}::text[])
      as t(area_id, call_sign, name_zh, name_en, kind, vehicle) returning call_sign as code, id`
  for (const { code, id } of made) ids.teams.set(code, id)
  return made.length
}

export async function loadShifts(tx: Transaction, { shifts }: Town, ids: TownIds): Promise<number> {
  await tx`
    insert into shift (area_id, team_id, during)
    select area_id, team_id, tstzrange(begins, ends)
    from unnest(${shifts.map((shift) => ids.areas.get(shift.areaCode) ?? null)}::integer[], ${shifts.map((shift) => ids.teams.get(shift.teamCallSign) ?? null)}::integer[],
      ${shifts.map((shift) => shift.from)}::text[]::timestamptz[], ${shifts.map((shift) => shift.to)}::text[]::timestamptz[]) as t(area_id, team_id, begins, ends)`
  return shifts.length
}

/** Incidents lie in the zone that their place says; lines and polygons in that of a place on them, as for a reported one. */
export async function loadIncidents(tx: Transaction, { incidents, zones }: Town, ids: TownIds): Promise<number> {
  const shapes = zones.map(({ code, areaCode, geometry }) => ({
    row: { id: ids.zones.get(code) ?? 0, areaId: ids.areas.get(areaCode) ?? 0 },
    geometry: { type: 'MultiPolygon' as const, coordinates: [geometry.coordinates] },
  }))
  const locator = new Locator([], [], shapes)
  for (const rows of pieces(incidents)) {
    const of = <Key extends keyof TownIncident>(key: Key) => rows.map((row) => row[key])
    const homes = rows.map(({ geometry, areaCode }) => locator.at(insidePlace(geometry)) ?? { areaId: ids.areas.get(areaCode) ?? null, zoneId: null })
    await tx`
      insert into incident (id, area_id, zone_id, number, category_id, severity, channel, provenance, state, state_before, merged_into, result, satisfaction, title, address, occurred_at, reported_at, registered_at,
        closed_at, geom, source, source_ref)
      select id, area_id, zone_id, to_char(reported_at at time zone 'Asia/Shanghai', 'YYYYMMDD') || '-' || lpad(nextval('incident_number')::text, 6, '0'), category_id, severity, channel, provenance, state,
        state_before, merged_into, result, satisfaction, title, address, occurred_at, reported_at, registered_at, closed_at, wkb::geometry, ${townSource}, id
      from unnest(${of('id')}::uuid[], ${homes.map((home) => home.areaId)}::integer[], ${homes.map((home) => home.zoneId)}::integer[], ${rows.map((row) => ids.categories.get(row.categoryCode) ?? null)}::smallint[],
        ${of('severity')}::smallint[], ${of('channel')}::text[], ${of('provenance')}::text[], ${of('state')}::text[], ${of('stateBefore')}::text[], ${of('mergedInto')}::text[]::uuid[], ${of('result')}::text[],
        ${of('satisfaction')}::text[], ${of('title')}::text[], ${of('address')}::text[], ${of('occurredAt')}::text[]::timestamptz[], ${of('reportedAt')}::text[]::timestamptz[],
        ${of('registeredAt')}::text[]::timestamptz[], ${of('closedAt')}::text[]::timestamptz[], ${rows.map(({ geometry }) => toWkbHex(geometry))}::text[])
        as t(id, area_id, zone_id, category_id, severity, channel, provenance, state, state_before, merged_into, result, satisfaction, title, address, occurred_at, reported_at, registered_at, closed_at, wkb)`
  }
  return incidents.length
}
