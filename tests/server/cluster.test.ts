import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { installCommand, PackagesMissing, programs } from '../../server/cluster/packages.ts'
import { startCluster } from '../../server/cluster/start.ts'
import { connect } from '../../server/database.ts'

// Needs the packages of PostGIS; `npm test` runs this file on both databases.
const onPostgis = inject('database').kind === 'postgis' ? test : () => {}
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), `fangcun-test-${process.pid}-`))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

onPostgis('a cluster keeps its address and its data over a restart, and a running one is answered as it is', async () => {
  chmodSync(folder, 0o711)
  const first = await startCluster(folder, { durable: false })
  expect((await startCluster(folder)).url).toBe(first.url)
  const sql = connect(first.url, { max: 1 })
  const [row] = await sql`select current_user as who, current_database() as name, current_setting('fsync') as fsync, current_setting('jit') as jit, postgis_lib_version() >= '3.3' as postgis`
  expect(row).toEqual({ who: 'fangcun_admin', name: 'fangcun', fsync: 'off', jit: 'off', postgis: true })
  await sql`create table kept as select 42 as n`
  await sql.end()
  await first.stop()
  const second = await startCluster(folder)
  const again = connect(second.url, { max: 1 })
  expect([...(await again`select n, current_setting('fsync') as fsync from kept`)]).toEqual([{ n: 42, fsync: 'on' }])
  await again.end()
  await second.stop()
  expect(second.url).toBe(first.url)
  const occupant = createServer().listen(0, '127.0.0.1')
  await once(occupant, 'listening')
  const { port } = occupant.address() as AddressInfo
  await expect(startCluster(folder, { port })).rejects.toThrow(`Port ${port} is taken by another program`)
  occupant.close()
}, 60_000)

test('missing packages are named with the command that installs them', () => {
  expect(() => programs(9)).toThrow(PackagesMissing)
  expect(() => programs(9)).toThrow(installCommand(9))
})
