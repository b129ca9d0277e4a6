import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readEnv } from '../../server/env.ts'
import { importFile } from '../../server/import/importFile.ts'
import { startServer } from '../../server/start.ts'
import { freshFrom, type FreshDatabase } from '../database.ts'
import { openHarness } from '../database.harness.ts'

type Feature = { type: 'Feature'; id: string; properties: Record<string, string>; geometry: { type: string; coordinates: unknown } }
export type NewTown = { url: string; database: FreshDatabase; /** Imports the estate that is built later. */ addEstate(): Promise<void>; stop(): Promise<void> }

/** Where the community lies and how it is turned; local metres to degrees. */
const middle = [118.62, 31.42] as const
const turn = 0.16
const meters = { lng: 111_320 * Math.cos((middle[1] * Math.PI) / 180), lat: 110_870 }
function place(x: number, y: number): [number, number] {
  // A little bend, so that nothing is a grid on graph paper.
  const [bx, by] = [x + 14 * Math.sin(y / 190), y + 10 * Math.sin(x / 230)]
  const [rx, ry] = [bx * Math.cos(turn) - by * Math.sin(turn), bx * Math.sin(turn) + by * Math.cos(turn)]
  return [Number((middle[0] + rx / meters.lng).toFixed(7)), Number((middle[1] + ry / meters.lat).toFixed(7))]
}
const along = (points: [number, number][]) => points.map(([x, y]) => place(x, y))
const steps = (from: number, to: number, by = 40) => Array.from({ length: Math.round((to - from) / by) + 1 }, (_, i) => from + ((to - from) * i) / Math.round((to - from) / by))

/** Streets lie every 150 m from west to east and every 130 m from south to north; blocks are cut by them. */
const [columns, rows, block, row] = [6, 5, 150, 130]
const [west, south] = [(-columns * block) / 2, (-rows * row) / 2]
const line = (id: string, name: string, highway: string, points: [number, number][]): Feature => ({ type: 'Feature', id, properties: { highway, name }, geometry: { type: 'LineString', coordinates: along(points) } })

function streets(): Feature[] {
  const upright = Array.from({ length: columns - 1 }, (_, i) => line(`way/${100 + i}`, `新竹路${i + 1}弄`, i === 2 ? 'primary' : 'residential', steps(south - 60, -south + 60).map((y) => [west + (i + 1) * block, y])))
  const level = Array.from({ length: rows - 1 }, (_, i) => line(`way/${200 + i}`, `春和路${i + 1}弄`, 'residential', steps(west - 60, -west + 60).map((x) => [x, south + (i + 1) * row])))
  return [...upright, ...level]
}
/** Three rows of slabs in a block; every building has as many homes as its flats say. */
function slabs(column: number, level: number, flats: number): Feature[] {
  const [x, y] = [west + column * block, south + level * row]
  return [0, 1, 2].flatMap((line) => [0, 1].map((side): Feature => {
    const [left, bottom] = [x + 20 + side * 62, y + 20 + line * 34]
    const corners: [number, number][] = [[left, bottom], [left + 48, bottom], [left + 48, bottom + 13], [left, bottom + 13], [left, bottom]]
    return { type: 'Feature', id: `way/${10_000 + (level * columns + column) * 10 + line * 2 + side}`, properties: { building: 'apartments', 'building:levels': '6', ...(flats > 0 ? { 'building:flats': String(flats) } : {}) }, geometry: { type: 'Polygon', coordinates: [along(corners)] } }
  }))
}
/** Left empty at first: the estate that is built later. */
const site = { column: 4, level: 3 }
const homes = (column: number, level: number) => 12 + ((column * 7 + level * 5) % 6)
const blocks = Array.from({ length: columns * rows }, (_, i) => ({ column: i % columns, level: Math.floor(i / columns) }))
const isSite = ({ column, level }: { column: number; level: number }) => column === site.column && level === site.level

const collection = (features: Feature[]) => JSON.stringify({ type: 'FeatureCollection', features })
function community(): string {
  const around: [number, number][] = [...steps(west, -west).map((x): [number, number] => [x, south]), ...steps(south, -south).slice(1).map((y): [number, number] => [-west, y]), ...steps(west, -west).toReversed().slice(1).map((x): [number, number] => [x, -south]), ...steps(south, -south).toReversed().slice(1, -1).map((y): [number, number] => [west, y])]
  const ring = along(around)
  return JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', properties: { code: '999902001001', name: '春和社区', name_en: 'Chunhe Community' }, geometry: { type: 'Polygon', coordinates: [[...ring, ring[0]]] } }] })
}

/** A server over a community that was just imported: its outline, streets and buildings with their homes, and no zones yet. */
export async function openNewTown(): Promise<NewTown> {
  const harness = await openHarness()
  const database = await freshFrom(harness.source)
  const folder = mkdtempSync(join(tmpdir(), 'fangcun-new-town-'))
  const bring = async (name: string, text: string, options: object = {}) => {
    writeFileSync(join(folder, name), text)
    const result = await importFile(database.sql, { files: [join(folder, name)], dataFolder: folder, timeZone: 'Asia/Shanghai', source: name, ...options })
    if (result.failure) throw new Error(result.failure)
  }
  await bring('community.geojson', community(), { as: 'areas', area: '方圆市' })
  await bring('buildings.geojson', collection([...streets(), ...blocks.filter((each) => !isSite(each)).flatMap(({ column, level }) => slabs(column, level, homes(column, level)))]))
  const server = await startServer(readEnv({ PORT: '0', DATABASE_URL: database.url, LOG_LEVEL: 'error', FANGCUN_CONTACT_KEY: randomBytes(32).toString('base64') }))
  return {
    url: server.url, database,
    // 6 buildings of 6 floors, without a count of flats: their homes are estimated.
    addEstate: () => bring('estate.geojson', collection(slabs(site.column, site.level, 0))),
    async stop() {
      await server.stop()
      await database.drop()
      await harness.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
