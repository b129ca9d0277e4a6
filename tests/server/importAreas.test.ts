import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importFile } from '../../server/import/importFile.ts'
import { undoImport } from '../../server/import/undo.ts'
import { type FreshDatabase, freshDatabase } from '../database.ts'
import { importFolder } from './import.files.ts'

let database: FreshDatabase
const { folder, put } = importFolder()
beforeAll(async () => void (database = await freshDatabase()))
afterAll(() => database?.drop())

const header = 'community_code,community,subdistrict_code,subdistrict,district_code,district\n'
const load = (name: string, rows: string[], source: string) => importFile(database.sql, { files: [put(name, header + rows.join('\n') + '\n')], dataFolder: folder, source })
const first = ['310101002001,云南中路居委会,310101002,南京东路街道,310101,黄浦区', '310101002002,龙泉园路居委会,310101002,南京东路街道,310101,黄浦区', '310101013001,汉口路居委会,310101013,外滩街道,310101,黄浦区']
const names = async (on: string | null) => (await database.sql<{ code: string; nameZh: string }[]>`select code, name_zh from areas_on(coalesce(${on}::date, current_date + 1)) where code like '310101002%' order by code`).map(({ code, nameZh }) => `${code} ${nameZh}`)

describe('a list of areas', () => {
  it('that comes again renames on a day, adds on a day, closes nothing, and can be undone as a whole', async () => {
    expect((await load('2023.csv', first, 'list')).counts.areas).toMatchObject({ read: 3, inserted: 7, rejected: 0 })
    const before = await names(null)
    const second = await load('2024.csv', ['310101002001,新云南路居委会,310101002,南京东路街道,310101,黄浦区', first[1]!, '310101002003,贵州路居委会,310101002,南京东路街道,310101,黄浦区'], 'list')
    expect(second.counts.areas).toMatchObject({ read: 3, inserted: 1, updated: 1 })
    expect(second.notes.join('\n')).toMatch(/1 areas are new since an earlier list[\s\S]*2 areas of "list" are not in this list and stay \(310101013 外滩街道, 310101013001 汉口路居委会\)/)
    expect(await names(null)).toEqual(['310101002 南京东路街道', '310101002001 新云南路居委会', '310101002002 龙泉园路居委会', '310101002003 贵州路居委会'])
    expect(await names('2020-01-01')).toEqual(before)
    const changes = await database.sql`select c.kind, a.code, c.actor, c.detail -> 'importId' as import_id from area_change c join area a on a.id = c.area_id order by a.code`
    expect(changes).toMatchObject([{ kind: 'rename', code: '310101002001', actor: 'demo-admin', importId: second.id }, { kind: 'add', code: '310101002003', importId: second.id }])
    // The same list once more changes nothing.
    expect((await load('again.csv', ['310101002001,新云南路居委会,310101002,南京东路街道,310101,黄浦区'], 'list')).counts.areas).toMatchObject({ inserted: 0, updated: 0 })
    expect((await undoImport(database.sql, second.id ?? 0)).removed).toEqual({ 'names of areas': 1, areas: 1 })
    expect(await names(null)).toEqual(before)
    expect(await database.sql`select count(*)::integer as n from area_past`).toEqual([{ n: 0 }])
  })

  it('does not move an area, and refuses codes that are none, by line and reason', async () => {
    const result = await load('wrong.csv', ['310101002001,云南中路居委会,310101013,外滩街道,310101,黄浦区', '310104002001,外区居委会,310101002,南京东路街道,310101,黄浦区', '31010100200,短码居委会,310101002,南京东路街道,310101,黄浦区', '310101002000,零居委会,310101002,南京东路街道,310101,黄浦区'], 'list')
    expect(result.counts.areas).toMatchObject({ read: 4, rejected: 4, inserted: 0 })
    expect(Object.keys(result.rejectedByReason).toSorted()).toEqual(['a code does not begin with that of the area above, n', 'a code has 11 digits, expected 12 for a community', 'a code has no community: its part is zero'])
    expect(Object.values(result.rejectedByReason).reduce((a, b) => a + b, 0)).toBe(4)
  })
})
