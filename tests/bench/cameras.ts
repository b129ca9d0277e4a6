import { type FootprintIndex, indexFootprints, wallsOf } from '../../geodata/camera/nearFootprints.ts'
import { type Eye, viewshed } from '../../geodata/camera/viewshed.ts'
import { createRandom } from '../../geodata/random.ts'
import { makeCameraViews } from '../../server/cameras/makeViews.ts'
import { connect, type Sql } from '../../server/database.ts'
import { castArea, cameraCity, ringArea } from './cameraCity.ts'
import { median, pair, type Side } from './pair.ts'
import type { Place } from './place.ts'
import { type Line, pairLine, plainLine } from './report.ts'

const cameras = 1_000

/**
 * What 1,000 cameras see among 10,000 buildings, beside plain ray casting that is given the same walls near by and as many rays as it needs for the same accuracy; the same among 100,000 buildings,
 * which must cost no more a camera; and in the database, what one building that changes makes due.
 */
export async function camerasSection(place: Place, rounds: number, tell: (lines: Line[]) => void): Promise<void> {
  await againstRays(rounds, tell)
  await growth(rounds, tell)
  await oneBuilding(place, tell)
}

const wallsNear = (index: FootprintIndex, { xMeters, yMeters, rangeMeters }: Eye) => wallsOf(index.near(xMeters, yMeters, rangeMeters))
const meanOff = (areas: readonly number[], exact: readonly number[]) => areas.reduce((sum, area, i) => sum + Math.abs(area / exact[i]! - 1), 0) / areas.length

/** Cameras a second, one after the other, for as long as the clock runs. */
function side(eyes: readonly Eye[], work: (eye: Eye) => void, atOnce: number): Side {
  let next = 0
  return async (seconds) => {
    const begun = performance.now()
    let done = 0
    while (performance.now() - begun < seconds * 1000) for (let i = 0; i < atOnce; i++, done++) work(eyes[next++ % eyes.length]!)
    return (done / (performance.now() - begun)) * 1000
  }
}

async function againstRays(rounds: number, tell: (lines: Line[]) => void): Promise<void> {
  const { footprints, eyes } = cameraCity(createRandom(6), 10_000, cameras)
  const index = indexFootprints(footprints)
  const sample = eyes.slice(0, 60)
  const exact = sample.map((eye) => castArea(eye, wallsNear(index, eye), 200_000))
  const own = meanOff(sample.map((eye) => ringArea(viewshed(eye, wallsNear(index, eye)))), exact)
  const raysFor = (wanted: number) => {
    let rays = 64
    while (meanOff(sample.map((eye) => castArea(eye, wallsNear(index, eye), rays)), exact) > wanted) rays = Math.ceil(rays * 1.25)
    return rays
  }
  const [equal, loose] = [raysFor(own), raysFor(1e-3)]
  tell([plainLine('area, mean difference from 200,000 rays', `${(100 * own).toFixed(4)} % over ${sample.length} cameras; plain casting needs ${equal.toLocaleString('en')} rays for as much, ${loose.toLocaleString('en')} for 0.1 %`, { own, equal, loose })])
  const ours = side(eyes, (eye) => viewshed(eye, wallsNear(index, eye)), 50)
  const casting = (rays: number) => side(eyes, (eye) => castArea(eye, wallsNear(index, eye), rays), 1)
  for (const [name, rays] of [['equal accuracy', equal], ['casting to 0.1 % only', loose]] as const)
    tell([pairLine(`views a second / plain casting, ${name}`, 'cameras/s', await pair(ours, casting(rays), { rounds, seconds: 1 }), { label: 'bar', atLeast: name === 'equal accuracy' ? 10 : 1 })])
}

async function growth(rounds: number, tell: (lines: Line[]) => void): Promise<void> {
  const sides = [100_000, 10_000].map((buildings) => {
    const { footprints, eyes } = cameraCity(createRandom(7), buildings, cameras)
    const begun = performance.now()
    const index = indexFootprints(footprints)
    const indexMs = performance.now() - begun
    const walls = eyes.reduce((sum, eye) => sum + wallsNear(index, eye).length / 4, 0) / eyes.length
    return { buildings, indexMs, walls, run: side(eyes, (eye) => viewshed(eye, wallsNear(index, eye)), 50) }
  })
  const [large, small] = sides as [(typeof sides)[0], (typeof sides)[0]]
  tell([
    plainLine('walls looked at a camera', sides.map(({ buildings, walls }) => `${buildings.toLocaleString('en')}: ${walls.toFixed(0)}`).join(', '), { large: large.walls, small: small.walls }),
    // By the size of the city it would be 0.1; what is less than 1 are the caches of the processor, which hold a small town.
    pairLine('a camera among 100,000 / among 10,000', 'cameras/s', await pair(large.run, small.run, { rounds, seconds: 1 }), { label: 'by neighbourhood', atLeast: 0.8 }),
    plainLine('index of footprints', sides.map(({ buildings, indexMs }) => `${buildings.toLocaleString('en')}: ${indexMs.toFixed(0)} ms`).join(', '), { large: large.indexMs, small: small.indexMs }),
  ])
}

/** Blocks of some 24 m; houses are boxes, which is enough to be counted by neighbourhood. */
async function fill(sql: Sql, buildings: number, from: number): Promise<void> {
  await sql`insert into building (geom) select st_makeenvelope(121 + (i % 1000) * 0.00025, 31 + (i / 1000) * 0.00022, 121.0001 + (i % 1000) * 0.00025, 31.0001 + (i / 1000) * 0.00022, 4326) from generate_series(${from}::integer, ${from + buildings - 1}::integer) i`
}

/** The same building each time, to and fro, in the middle of the cameras. */
async function changed(sql: Sql, round: number): Promise<{ ms: number; due: number; makeMs: number }> {
  const begun = performance.now()
  await sql`update building set geom = st_translate(geom, ${round % 2 ? 0.00001 : -0.00001}::float8, 0) where id = 5501`
  const ms = performance.now() - begun
  const [{ due }] = (await sql`select count(*)::integer as due from camera_due`) as unknown as [{ due: number }]
  const start = performance.now()
  await makeAll(sql)
  return { ms, due, makeMs: performance.now() - start }
}

async function makeAll(sql: Sql): Promise<void> {
  while (await makeCameraViews(sql));
}

async function oneBuilding(place: Place, tell: (lines: Line[]) => void): Promise<void> {
  const sql = connect(await place.database('cameras', 'fangcun'), { max: 3 })
  try {
    await sql`insert into area (level, code, name_zh, geom) values ('city', '3101', '城', st_multi(st_makeenvelope(120.9, 30.9, 121.6, 31.6, 4326)))`
    await fill(sql, 10_000, 0)
    await sql`insert into camera (area_id, code, kind, azimuth_deg, field_of_view_deg, range_m, geom) select 1, 'C' || i, (array['fixed', 'dome', 'fixed', 'ptz'])[1 + i % 4], i % 360, 90, 60, st_setsrid(st_makepoint(121.00017 + (i % 200) * 0.00125, 31.00016 + (i / 200) * 0.00044), 4326) from generate_series(0, ${cameras - 1}) i`
    const begun = performance.now()
    await makeAll(sql)
    tell([plainLine('1,000 views made and kept in the database', `${((performance.now() - begun) / cameras).toFixed(2)} ms a camera`, { ms: (performance.now() - begun) / cameras })])
    for (const buildings of [10_000, 100_000]) {
      if (buildings > 10_000) await fill(sql, 90_000, 10_000)
      await makeAll(sql)
      await sql`analyze`
      const runs = []
      for (let i = 0; i < 7; i++) runs.push(await changed(sql, i))
      const [ms, makeMs, due] = [median(runs.map((run) => run.ms)), median(runs.map((run) => run.makeMs)), Math.max(...runs.map((run) => run.due))]
      tell([{ ...plainLine(`one building of ${buildings.toLocaleString('en')} changes`, `${due} of ${cameras.toLocaleString('en')} cameras are due; marked with the change in ${ms.toFixed(1)} ms, made anew in ${makeMs.toFixed(0)} ms`, { due, ms, makeMs }), bar: { text: 'cameras due, of 1,000 <= 30', reached: due > 0 && due <= 30 } }])
    }
  } finally {
    await sql.end()
    await place.drop('cameras')
  }
}
