import type { Sql } from '../../server/database.ts'

/** Two communities side by side, each 0.02 degrees wide and cut into two zones, so that rights can be told apart. Made as the superuser. */
export const west = { lng: 121.405, lat: 31.205 }
export const east = { lng: 121.425, lat: 31.205 }
/** In the west community, in no zone of the east. */
export const outside = { lng: 120, lat: 30 }

const box = (x0: number, y0: number, x1: number, y1: number) => `MULTIPOLYGON(((${x0} ${y0},${x1} ${y0},${x1} ${y1},${x0} ${y1},${x0} ${y0})))`

async function makeAreas(sql: Sql): Promise<void> {
  await sql`insert into area (parent_id, level, code, name_zh, name_en, geom) values
    (null, 'city', '3101', '方城', 'Square City', st_geomfromtext(${box(121.4, 31.2, 121.44, 31.22)}, 4326))`
  await sql`insert into area (parent_id, level, code, name_zh, name_en, geom) values
    (1, 'community', '310101001001', '西社区', 'West', st_geomfromtext(${box(121.4, 31.2, 121.42, 31.22)}, 4326)),
    (1, 'community', '310101001002', '东社区', 'East', st_geomfromtext(${box(121.42, 31.2, 121.44, 31.22)}, 4326))`
  await sql`insert into zone (area_id, code, name_zh, name_en, geom) values
    (2, '310101001001001', '西一格', 'West 1', st_geomfromtext(${box(121.4, 31.2, 121.41, 31.22)}, 4326)),
    (2, '310101001001002', '西二格', 'West 2', st_geomfromtext(${box(121.41, 31.2, 121.42, 31.22)}, 4326)),
    (3, '310101001002001', '东一格', 'East 1', st_geomfromtext(${box(121.42, 31.2, 121.43, 31.22)}, 4326)),
    (3, '310101001002002', '东二格', 'East 2', st_geomfromtext(${box(121.43, 31.2, 121.44, 31.22)}, 4326))`
}

async function makeAccounts(sql: Sql): Promise<void> {
  await sql`insert into account (id, name_zh, name_en, demo) values
    ('demo-command', '指挥员', 'Operator', true), ('demo-leader', '领导', 'Leader', true),
    ('demo-lead-01', '西社区网格长', 'West lead', true), ('demo-lead-02', '东社区网格长', 'East lead', true),
    ('demo-patrol', '巡防队长', 'Patrol leader', true), ('demo-auditor', '审计', 'Auditor', true), ('demo-admin', '管理员', 'Administrator', true)`
  await sql`insert into assignment (account_id, area_id, role) values
    ('demo-command', 1, 'command_operator'), ('demo-leader', 1, 'leader'), ('demo-lead-01', 2, 'zone_lead'), ('demo-lead-02', 3, 'zone_lead'), ('demo-patrol', 1, 'patrol_leader'), ('demo-auditor', 1, 'auditor'), ('demo-admin', 1, 'administrator')`
  await sql`insert into category (scheme, code, group_zh, group_en, name_zh, name_en, severity, voice) values
    ('test-1', '01', '治安', 'Safety', '盗窃', 'Theft', 3, false), ('test-1', '02', '环境', 'Environment', '垃圾', 'Rubbish', 1, false),
    ('test-1', '09', '诉求', 'Voice', '信访', 'Petition', 2, true)`
}

async function makeGround(sql: Sql): Promise<void> {
  await sql`insert into street (class, name_zh, name_en, oneway, geom) values
    ('primary', '方城路', 'Fangcheng Road', true, st_geomfromtext('LINESTRING(121.39 31.21, 121.45 31.211)', 4326)),
    ('residential', '小弄', 'Small Lane', false, st_geomfromtext('LINESTRING(121.404 31.204, 121.406 31.207)', 4326))`
  await sql`insert into ground (kind, name_zh, name_en, geom) values
    ('water', '长河', 'Long River', st_geomfromtext('POLYGON((121.39 31.215, 121.45 31.215, 121.45 31.217, 121.39 31.217, 121.39 31.215),(121.41 31.2155, 121.411 31.2155, 121.411 31.2165, 121.41 31.2165, 121.41 31.2155))', 4326))`
  await sql`insert into estate (area_id, name_zh, name_en, geom) values (2, '西苑', 'West Garden', st_geomfromtext('POLYGON((121.402 31.202, 121.407 31.202, 121.407 31.207, 121.402 31.207, 121.402 31.202))', 4326))`
  await sql`insert into building (area_id, estate_id, zone_id, use, name_zh, name_en, address, households, height_m, geom) values
    (2, 1, 1, 'residential', '1号楼', 'Block 1', '方城路1号', 60, 18, st_geomfromtext('POLYGON((121.4049 31.2049, 121.4052 31.2049, 121.4052 31.2051, 121.4049 31.2051, 121.4049 31.2049))', 4326)),
    (3, null, 3, 'office', '东楼', 'East House', '方城路99号', 0, 40, st_geomfromtext('POLYGON((121.4249 31.2049, 121.4252 31.2049, 121.4252 31.2051, 121.4249 31.2051, 121.4249 31.2049))', 4326))`
  await sql`insert into place (area_id, kind, name_zh, name_en, address, geom) values (2, 'police_post', '西警务室', 'West police post', '方城路3号', st_geomfromtext('POINT(121.406 31.2055)', 4326))`
  await sql`insert into camera (area_id, code, name, kind, azimuth_deg, field_of_view_deg, state, geom) values
    (2, 'W-1', '西一', 'fixed', 90, 60, 'online', st_geomfromtext('POINT(121.4051 31.2051)', 4326)),
    (3, 'E-1', '东一', 'dome', null, 360, 'fault', st_geomfromtext('POINT(121.4251 31.2051)', 4326))`
  await sql`insert into post (area_id, zone_id, kind, holder, phone) values (2, 1, 'zone_lead', '西01', '110'), (3, 3, 'zone_lead', null, null)`
  await sql`insert into team (area_id, call_sign, name_zh, name_en) values (2, 'W1', '西一队', 'West team'), (3, 'E1', '东一队', 'East team')`
  await sql`insert into shift (area_id, team_id, during) values (2, 1, tstzrange(now() - interval '2 hours', now() + interval '2 hours'))`
}

export async function makeCity(sql: Sql): Promise<void> {
  await makeAreas(sql)
  await makeAccounts(sql)
  await makeGround(sql)
}

/** `count` points of one community in the last `days`, spread by a fixed pattern. */
export async function makeIncidents(sql: Sql, areaId: 2 | 3, count: number, days = 30): Promise<void> {
  const lng = areaId === 2 ? 121.4 : 121.42
  await sql`insert into incident (id, area_id, zone_id, category_id, severity, channel, provenance, title, occurred_at, geom)
    select gen_random_uuid(), ${areaId}, ${areaId === 2 ? 1 : 3}, 1 + i % 2, 1 + i % 4, 'phone', 'public', 'matter ' || i,
      date_trunc('second', now()) - make_interval(secs => (i * 7919 % (${days} * 86400))::double precision),
      st_setsrid(st_makepoint(${lng} + (i * 37 % 200) * 0.0001 + 0.00005, 31.2 + (i * 53 % 200) * 0.0001 + 0.00005), 4326)
    from generate_series(1, ${count}) i`
}
