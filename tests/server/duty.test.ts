import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { uuidv7 } from '../../geodata/model/id.ts'
import type { DutyAnswer, Holding, PostHoldings, PostKind, PostOnDay } from '../../geodata/model/duty.ts'
import { switchHoldings } from '../../server/queries/post.ts'
import { east, outside, west } from './city.ts'
import { type Door, openDoor } from './door.ts'

/** Posts of the city: 1 in West 1 (called 西01), 2 in East 1 (vacant). */
let door: Door
beforeAll(async () => {
  door = await openDoor(async ({ sql }) => {
    await sql`insert into account (id, name_zh, name_en) values ('west-super', '西督', 'West supervisor'), ('west-officer', '西员', 'West officer'), ('east-officer', '东员', 'East officer'), ('gone', '离', 'Gone')`
    await sql`insert into assignment (account_id, area_id, role) values ('west-super', 2, 'supervisor'), ('west-officer', 2, 'grid_officer'), ('east-officer', 3, 'grid_officer'), ('gone', 2, 'grid_officer')`
    await sql`update account set disabled_at = now() where id = 'gone'`
    await sql`update area set time_zone = 'Asia/Shanghai'`
    await sql`insert into building (area_id, zone_id, use, name_zh, name_en, address, households, geom) select 2, 2, 'residential', '1号楼', 'Block 1', '方城路1号乙', 12, st_translate(geom, 0.01, 0) from building where id = 1`
  })
})
afterAll(() => door?.close())
beforeEach(async () => {
  await door.db.sql`delete from post_holding`
  await door.db.sql`update post set holder = null, account_id = null, phone = null`
  await door.db.sql`delete from post_holding`
})

const id = () => uuidv7(Math.random, Date.now())
const read = async <T>(path: string, as = 'west-super'): Promise<T> => (await (await door.ask(path, { as })).json()) as T
const holdings = (post = 1, as = 'west-super') => read<PostHoldings>(`/api/posts/${post}/holdings`, as)
type Given = Partial<Holding> & { from: string }
async function put(given: Given[], { post = 1, as = 'west-super', version }: { post?: number; as?: string; version?: number } = {}) {
  const seen = version ?? (await holdings(post, 'demo-admin')).post.version
  return door.ask(`/api/posts/${post}/holdings`, { as, method: 'PUT', body: { version: seen, holdings: given.map((each) => ({ id: id(), ...each })) } })
}
const told = async (answer: Response) => [answer.status, ((await answer.json()) as { errors?: { field: string }[] }).errors?.[0]?.field]
const day = (days: number) => new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10)
const posts = async (query = '', as = 'west-super') => (await read<{ posts: PostOnDay[] }>(`/api/posts${query}`, as)).posts

describe('who holds a post', () => {
  it('is told for any day, and copied to the post for today', async () => {
    expect((await put([{ holder: '甲', from: day(-20), to: day(-10) }, { holder: '乙', phone: '110', from: day(-10), to: day(5) }, { accountId: 'west-officer', from: day(5) }])).status).toBe(200)
    const on = async (days: number) => (await posts(`?on=${day(days)}&zoneId=1`)).map(({ holder, holderEn, since, until }) => [holder, holderEn, since, until])
    expect(await on(-30)).toEqual([[null, null, null, null]])
    expect(await on(-15)).toEqual([['甲', null, day(-20), day(-10)]])
    expect(await on(-10)).toEqual([['乙', null, day(-10), day(5)]])
    expect(await on(5)).toEqual([['西员', 'West officer', day(5), null]])
    expect(await door.db.sql`select holder, account_id, phone from post where id = 1`).toEqual([{ holder: '乙', accountId: null, phone: '110' }])
    expect((await posts('?zoneId=1'))[0]).toMatchObject({ holder: '乙', phone: '110' })
  })

  it('changes hands when a day begins on the clock of the area, by the job, once', async () => {
    await put([{ holder: '乙', from: day(-10), to: day(1) }, { accountId: 'west-officer', from: day(1) }])
    expect(await switchHoldings(door.deps.sql)).toBe(0)
    // The first moment of tomorrow in Shanghai, and the last of today.
    const midnight = `${day(1)}T00:00:00+08:00`
    const at = async (moment: string) => (await door.db.sql<{ n: number }[]>`select switch_holdings(${moment}::timestamptz) as n`)[0]?.n
    expect(await at(new Date(Date.parse(midnight) - 1_000).toISOString())).toBe(0)
    expect(await at(midnight)).toBe(1)
    expect(await at(midnight)).toBe(0)
    expect(await door.db.sql`select holder, account_id from post where id = 1`).toEqual([{ holder: null, accountId: 'west-officer' }])
  })

  it('is set as a whole: what is left out goes, the former set undoes it, another version is a conflict', async () => {
    await put([{ holder: '甲', from: day(-20) }])
    const before = await holdings()
    expect((await put([{ holder: '丙', from: day(-1) }])).status).toBe(200)
    expect(await told(await put([{ holder: '丁', from: day(-1) }], { version: before.post.version }))).toEqual([409, 'version'])
    const now = await holdings()
    const undone = await door.ask('/api/posts/1/holdings', { as: 'west-super', method: 'PUT', body: { version: now.post.version, holdings: before.holdings.map(({ nameZh: _zh, nameEn: _en, ...holding }) => holding) } })
    expect([undone.status, ((await undone.json()) as PostHoldings).holdings]).toEqual([200, before.holdings])
  })

  it('of two who change it at once, one is told', async () => {
    const { version } = (await holdings()).post
    const answers = await Promise.all([put([{ holder: '甲', from: day(0) }], { version }), put([{ holder: '乙', from: day(0) }], { version })])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect((await holdings()).holdings).toHaveLength(1)
  })

  it.each([
    ['periods that overlap', [{ holder: '甲', from: day(-20), to: day(-9) }, { holder: '乙', from: day(-10) }], 400],
    ['an open period before another', [{ holder: '甲', from: day(-20) }, { holder: '乙', from: day(-10) }], 400],
    ['a period of no days', [{ holder: '甲', from: day(1), to: day(1) }], 400],
    ['nobody at all', [{ from: day(1) }], 400],
    ['a day of nonsense', [{ holder: '甲', from: '2026-02-30' }], 400],
    ['an account without a duty there', [{ accountId: 'east-officer', from: day(0) }], 422],
    ['an account that is not there', [{ accountId: 'nobody', from: day(0) }], 422],
    ['an account that is disabled', [{ accountId: 'gone', from: day(0) }], 422],
  ] as const)('refuses %s, naming the field', async (_, given, status) => {
    const [got, field] = await told(await put([...given]))
    expect([got, String(field).split('.')[0]]).toEqual([status, 'holdings'])
    expect((await holdings()).holdings).toEqual([])
  })

  it('never overlaps, also past the door', async () => {
    const ask = door.db.sql`select put_holdings(1, (select version from post where id = 1), ${door.db.sql.json([{ id: id(), holder: 'a', from: day(0), to: null }, { id: id(), holder: 'b', from: day(3), to: null }])}::jsonb)`
    await expect(ask).rejects.toThrow('overlap')
  })

  it('is for those with the right, over their own areas; nobody fills a post with the own account or another post’s holding', async () => {
    await put([{ accountId: 'east-officer', phone: '119', from: day(-1) }], { post: 2, as: 'demo-admin' })
    for (const as of ['demo-command', 'demo-lead-01', 'west-officer', 'demo-leader']) expect((await put([], { as })).status, as).toBe(403)
    const plain = async (answer: Response) => [answer.status, await answer.text()]
    expect(await plain(await put([], { post: 2 }))).toEqual(await plain(await put([], { post: 999, version: 1 })))
    expect(await plain(await door.ask('/api/posts/2/holdings', { as: 'west-super' }))).toEqual(await plain(await door.ask('/api/posts/999/holdings', { as: 'west-super' })))
    expect(await told(await put([{ accountId: 'west-super', from: day(0) }]))).toEqual([403, 'holdings'])
    const [theirs] = (await holdings(2, 'demo-admin')).holdings
    expect(await told(await put([{ id: theirs!.id, holder: '偷', from: day(0) }]))).toEqual([409, 'holdings'])
    expect((await holdings(2, 'demo-admin')).holdings).toEqual([theirs])
    // Neither names nor phones of another area are told.
    for (const path of ['/api/posts', `/api/posts?on=${day(0)}`, '/api/posts?areaId=3', '/api/posts?zoneId=3', '/api/duty?code=310101001002001', `/api/duty?lng=${east.lng}&lat=${east.lat}`, `/api/duty?address=${encodeURIComponent('方城路99号')}`, '/api/duty?buildingId=2'])
      expect(await (await door.ask(path, { as: 'west-super' })).text(), path).not.toMatch(/119|东员|East officer|310101001002/)
  })

  it('tells phones to those who pass matters on or fill posts, and to nobody else who reads', async () => {
    await put([{ holder: '甲', phone: '02155551234', from: day(0) }])
    const paths = ['/api/posts', `/api/posts?on=${day(0)}`, '/api/posts/1/holdings', `/api/zones?on=${day(0)}`, '/api/zones', '/api/zones/1', `/api/place-of?lng=${west.lng}&lat=${west.lat}`, `/api/duty?lng=${west.lng}&lat=${west.lat}`]
    for (const path of paths) {
      expect(await (await door.ask(path, { as: 'demo-command' })).text(), path).toContain('02155551234')
      for (const as of ['demo-leader', 'demo-auditor']) {
        const answer = await door.ask(path, { as })
        expect([as, path, answer.status, (await answer.text()).includes('02155551234')]).toEqual([as, path, 200, false])
      }
    }
  })

  it('follows what is given to accounts, and what is planned for later stays', async () => {
    await put([{ holder: '甲', from: day(-5), to: day(9) }, { holder: '乙', from: day(9) }])
    const give = (postIds: number[]) => door.ask('/api/accounts/west-officer/handles', { as: 'demo-admin', method: 'PUT', body: { postIds, teamIds: [] } })
    expect((await give([1])).status).toBe(200)
    expect((await holdings()).holdings.map(({ holder, accountId, from, to }) => [holder, accountId, from, to])).toEqual([['甲', null, day(-5), day(0)], ['甲', 'west-officer', day(0), day(9)], ['乙', null, day(9), null]])
    expect((await give([])).status).toBe(200)
    expect((await holdings()).holdings.map(({ holder, accountId, from, to }) => [holder, accountId, from, to])).toEqual([['甲', null, day(-5), day(0)], ['甲', null, day(0), day(9)], ['乙', null, day(9), null]])
  })

  it('is written in the audit log with what was before', async () => {
    await put([{ holder: '甲', from: day(0) }])
    const { entries } = await read<{ entries: { accountId: string; areaId: number; target: string; detail: { before: unknown[]; after: { holder: string }[] } }[] }>('/api/audit?limit=1&action=post.holdings', 'demo-auditor')
    expect(entries[0]).toMatchObject({ accountId: 'west-super', areaId: 2, target: '1', detail: { before: [], after: [{ holder: '甲' }] } })
  })

  it('makes the account the handler for as long as it is held', async () => {
    const handles = async () => door.db.sql.begin(async (tx) => { await tx`select set_config('fangcun.actor', 'west-officer', true)`; return (await tx<{ yes: boolean }[]>`select actor_handles(1, null) as yes`)[0]?.yes })
    await put([{ accountId: 'west-officer', from: day(1) }])
    expect(await handles()).toBe(false)
    await put([{ accountId: 'west-officer', from: day(0) }])
    expect(await handles()).toBe(true)
    await put([{ accountId: 'west-officer', from: day(-1), to: day(0) }])
    expect(await handles()).toBe(false)
  })
})

describe('posts', () => {
  it('are added and closed; what is vacant is listed by area and day', async () => {
    const made = await door.ask('/api/posts', { as: 'west-super', method: 'POST', body: { zoneId: 2, kind: 'sanitation' } })
    const { post } = (await made.json()) as PostHoldings
    expect([made.status, post.kind, post.from]).toEqual([201, 'sanitation', day(0)])
    expect((await posts('?vacant=true')).map((each) => each.id)).toEqual([1, post.id])
    await put([{ holder: '卫', from: day(0) }], { post: post.id })
    expect([(await posts('?vacant=true&areaId=1', 'demo-command')).map((each) => each.id), (await posts('?vacant=false&areaId=2')).map((each) => each.id)]).toEqual([[1, 2], [post.id]])
    expect((await posts(`?on=${day(-1)}`)).map((each) => each.id)).toEqual([1])
    const close = async (version: number, as = 'west-super') => told(await door.ask(`/api/posts/${post.id}/close`, { as, method: 'POST', body: { version } }))
    const { version } = (await holdings(post.id)).post
    expect(await close(version - 1)).toEqual([409, 'version'])
    expect(await close(version, 'demo-command')).toEqual([403, 'id'])
    expect(await close(version)).toEqual([200, undefined])
    expect(await close(version)).toEqual([404, 'id'])
    expect((await posts()).map((each) => each.id)).toEqual([1])
  })

  it('are added only where one may, of a kind in use', async () => {
    const add = async (zoneId: number, kind: string, as = 'west-super') => told(await door.ask('/api/posts', { as, method: 'POST', body: { zoneId, kind } }))
    expect(await add(3, 'safety')).toEqual([404, 'zoneId'])
    expect(await add(999, 'safety')).toEqual([404, 'zoneId'])
    expect(await add(1, 'safety', 'demo-command')).toEqual([403, 'id'])
    expect(await add(1, 'nothing')).toEqual([422, 'kind'])
    expect(await add(1, 'No Kind')).toEqual([400, 'kind'])
  })
})

describe('kinds of posts', () => {
  it('are a city’s own, set by who configures the whole tree', async () => {
    const put = async (as: string, kind: object) => told(await door.ask('/api/post-kinds/river_chief', { as, method: 'PUT', body: kind }))
    const river = { nameZh: '河长', nameEn: 'River chief', sort: 12, perZone: 0 }
    expect(await put('demo-command', river)).toEqual([403, 'id'])
    expect(await put('demo-admin', { ...river, nameZh: '' })).toEqual([400, 'nameZh'])
    expect(await put('demo-admin', river)).toEqual([200, undefined])
    expect((await door.ask('/api/posts', { as: 'west-super', method: 'POST', body: { zoneId: 1, kind: 'river_chief' } })).status).toBe(201)
    expect(await put('demo-admin', { ...river, retired: true })).toEqual([200, undefined])
    expect((await door.ask('/api/posts', { as: 'west-super', method: 'POST', body: { zoneId: 1, kind: 'river_chief' } })).status).toBe(422)
    const { kinds } = await read<{ kinds: PostKind[] }>('/api/post-kinds', 'west-officer')
    expect(kinds.find((kind) => kind.id === 'river_chief')).toMatchObject({ nameZh: '河长', retired: true })
    expect(kinds.slice(0, 2).map((kind) => kind.id)).toEqual(['zone_lead', 'grid_officer'])
    // An administrator of one community alone sets nothing for the others.
    await door.db.sql`insert into assignment (account_id, area_id, role) values ('west-super', 2, 'administrator')`
    expect(await put('west-super', river)).toEqual([403, 'id'])
    await door.db.sql`delete from assignment where account_id = 'west-super' and role = 'administrator'`
  })
})

describe('who answers for a place', () => {
  const ask = (query: string, as = 'west-super') => read<DutyAnswer>(`/api/duty?${query}`, as)
  it('is told by click, building, address and code, with the areas above and the posts', async () => {
    await put([{ holder: '西01', phone: '110', from: day(-3) }])
    const answers = await Promise.all([ask(`lng=${west.lng}&lat=${west.lat}`), ask('buildingId=1'), ask(`address=${encodeURIComponent('方城路1号')}`), ask('code=310101001001001')])
    for (const answer of answers) {
      expect([answer.place?.zone?.code, answer.area.map(({ level }) => level), answer.on]).toEqual(['310101001001001', ['community'], day(0)])
      expect(answer.posts[0]).toMatchObject({ kind: 'zone_lead', holder: '西01', phone: '110', since: day(-3) })
    }
    expect((await ask(`lng=${west.lng}&lat=${west.lat}`, 'demo-command')).area.map(({ level }) => level)).toEqual(['community', 'city'])
    expect((await ask('code=310101001001')).area.map(({ code }) => code)).toEqual(['310101001001'])
  })

  it('offers what an address may mean where it means several', async () => {
    const answer = await ask(`address=${encodeURIComponent('1号楼')}`)
    expect(answer.place).toBeNull()
    expect(answer.candidates.map(({ building, zone }) => [building?.address, zone?.code])).toEqual([['方城路1号', '310101001001001'], ['方城路1号乙', '310101001001002']])
    expect(answer.posts).toEqual([])
  })

  it('is that of the day: zone, area and holder as they then were', async () => {
    await put([{ holder: '旧', from: day(-30), to: day(-10) }, { holder: '新', from: day(-10) }])
    await door.db.sql`insert into zone_past (zone_id, valid_from, valid_to, area_id, code, name_zh, name_en, geom) select id, '1900-01-01', ${day(-10)}, area_id, 'OLD-1', '旧格', 'Old', geom from zone where id = 1`
    await door.db.sql`update zone set valid_from = ${day(-10)} where id = 1`
    const before = await ask(`lng=${west.lng}&lat=${west.lat}&on=${day(-20)}`)
    expect([before.place?.zone?.code, before.posts[0]?.holder]).toEqual(['OLD-1', '旧'])
    expect((await ask(`code=OLD-1&on=${day(-20)}`)).posts[0]?.holder).toBe('旧')
    expect((await door.ask('/api/duty?code=OLD-1', { as: 'west-super' })).status).toBe(404)
    expect((await ask(`lng=${west.lng}&lat=${west.lat}`)).posts[0]?.holder).toBe('新')
    await door.db.sql`delete from zone_past`
    await door.db.sql`update zone set valid_from = '1900-01-01' where id = 1`
  })

  it('is asked in one way, and nothing is made up', async () => {
    for (const [query, status, field] of [['', 400, 'lng'], ['lng=1', 400, 'lng'], ['lng=1&lat=1&code=1', 400, 'lng'], ['buildingId=999', 404, 'address'], ['address=%25', 404, 'address'], ['on=2026-13-01&code=1', 400, 'on']] as const)
      expect([query, ...(await told(await door.ask(`/api/duty?${query}`, { as: 'west-super' })))]).toEqual([query, status, field])
    expect((await ask(`lng=${outside.lng}&lat=${outside.lat}`)).place).toMatchObject({ zone: null, building: null })
  })
})
