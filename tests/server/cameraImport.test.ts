import { afterAll, beforeAll, expect, it } from 'vitest'
import { importFile } from '../../server/import/importFile.ts'
import { type FreshDatabase, freshDatabase } from '../database.ts'
import { makeCity } from './city.ts'
import { importFolder } from './import.files.ts'

let database: FreshDatabase
const { folder, put } = importFolder()
const load = (path: string, options = {}) => importFile(database.sql, { files: [path], dataFolder: folder, as: 'cameras', ...options })
beforeAll(async () => {
  database = await freshDatabase()
  await makeCity(database.sql)
})
afterAll(() => database?.drop())

const register = `编号,名称,经度,纬度,摄像机类型,朝向,视场角,安装高度,可视距离,分辨率,所属单位,国标编码,备案号,保存天数,设备状态
A1,东门,121.4031,31.2031,枪机,西北,75,4.5米,60,200万,综治中心,31010100001320000001,沪备1,30天,在线
A2,西门,121.4041,31.2041,球机,nach unten,400,high,6371000,HD,综治中心,31010100001320000001,,90,离线
A3,北门,121.4041,31.2041,怪机,,0,,,,,3.10101E+19,,,故障
A4,海上,0,0,枪机,N,,,,,,,,,
31010100001320000004,南门,121.4051,31.2031,半球,,,3,,4K,,,,,`

it('a register as an office keeps it: what is understood is taken, what is not stays unknown and is told row by row', async () => {
  const result = await load(put('register.csv', register))
  expect([result.failure, result.counts.cameras]).toEqual([undefined, { read: 5, inserted: 4, updated: 0, unchanged: 0, duplicate: 0, rejected: 1 }])
  const rows = await database.sql`select code, name, kind, azimuth_deg, field_of_view_deg, height_m, range_m, pixels, owner_unit, estate_id, device_code, filing_number, retention_days, state from camera where import_id = ${result.id} order by id`
  expect(rows).toMatchObject([
    { code: 'A1', name: '东门', kind: 'fixed', azimuthDeg: 315, fieldOfViewDeg: 75, heightM: 4.5, rangeM: 60, pixels: 1920, ownerUnit: '综治中心', estateId: 1, deviceCode: '31010100001320000001', filingNumber: '沪备1', retentionDays: 30, state: 'online' },
    { code: 'A2', kind: 'ptz', azimuthDeg: null, fieldOfViewDeg: null, heightM: null, rangeM: null, pixels: null, deviceCode: null, retentionDays: 90, state: 'offline' },
    { code: 'A3', kind: 'fixed', fieldOfViewDeg: null, deviceCode: null, state: 'fault' },
    { code: '31010100001320000004', kind: 'dome', heightM: 3, pixels: 3840, deviceCode: '31010100001320000004', state: 'online' },
  ])
  expect(result.understood).toEqual({
    cameras: 4,
    fields: {
      kind: { given: 4, understood: 3 }, azimuth: { given: 2, understood: 1 }, fieldOfView: { given: 3, understood: 1 }, height: { given: 3, understood: 2 }, range: { given: 2, understood: 1 }, pixels: { given: 3, understood: 2 },
      deviceCode: { given: 4, understood: 3 }, retention: { given: 2, understood: 2 }, state: { given: 3, understood: 3 },
    },
  })
  expect(result.notes.find((note) => note.startsWith('understood'))).toContain('direction 1 of 2 given')
  const problems = await database.sql<{ kind: string; ref: string; reason: string; rejected: boolean; placed: boolean }[]>`select kind, ref, reason, rejected, geom is not null as placed from import_problem where import_id = ${result.id} order by ref, kind`
  expect(problems.map(({ ref, kind }) => `${ref} ${kind}`)).toEqual([
    'A2 camera_azimuth', 'A2 camera_deviceCode', 'A2 camera_fieldOfView', 'A2 camera_height', 'A2 camera_pixels', 'A2 camera_range', 'A2 camera_same_place',
    'A3 camera_deviceCode', 'A3 camera_fieldOfView', 'A3 camera_kind', 'A3 camera_same_place', 'A4 unreadable',
  ])
  expect(problems.find(({ kind, ref }) => kind === 'camera_deviceCode' && ref === 'A2')?.reason).toContain('is that of camera A1 already')
  expect(problems.find(({ kind, ref }) => kind === 'camera_deviceCode' && ref === 'A3')?.reason).toContain('rounded by a spreadsheet')
  expect(problems.map(({ rejected, placed }) => rejected !== placed)).toEqual(problems.map(() => true))
  const states = await database.sql`select distinct told_by from camera_state s join camera c on c.id = s.camera_id where c.import_id = ${result.id}`
  expect(states).toEqual([{ toldBy: 'import' }])
})

it('the same file again adds nothing and keeps the codes that it has', async () => {
  const { counts } = await load(put('register.csv', register))
  expect(counts.cameras).toMatchObject({ inserted: 0, updated: 0, unchanged: 4 })
})
