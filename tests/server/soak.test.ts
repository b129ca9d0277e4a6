// Extended: the server under steady work. Told: megabytes per hour with their 95 % interval; asserted: no event lost or doubled, memory not surely growing.
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { east, west } from './city.ts'
import { slope } from '../slope.ts'
import { openDoor, report } from './door.ts'
import { readStream } from './stream.ts'

const minutes = Number(process.env.FANGCUN_SOAK_MINUTES ?? 10)
const sampleSeconds = 5
/** Beyond this a day's watch would need more than a gigabyte. */
const mostMegabytesPerHour = 40

it.runIf(process.env.FANGCUN_EXTENDED)(`${minutes} minutes of reports, tiles and streams: nothing lost, memory flat`, { timeout: (minutes + 5) * 60_000 }, async () => {
  setFlagsFromString('--expose_gc')
  const collect = runInNewContext('gc') as () => void
  const door = await openDoor()
  const streams = await Promise.all(Array.from({ length: 5 }, async () => readStream(await door.ask('/live'))))
  const seen = streams.map(() => new Map<string, number>())
  const sent: string[] = []
  const hours: number[] = []
  const megabytes: number[] = []
  const begin = Date.now()
  for (let round = 0; Date.now() - begin < minutes * 60_000; round++) {
    const sampled = Date.now()
    for (let i = 0; i < 20; i++) {
      const body = report(i % 2 ? west : east)
      expect((await door.ask('/api/incidents', { method: 'POST', body })).status).toBe(201)
      sent.push(body.id)
      expect((await door.ask(`/tiles/incidents/14/${13_715 + (i % 3)}/6692.mvt`)).status).toBeLessThan(300)
      await (await door.ask('/api/figures?from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00Z')).arrayBuffer()
    }
    // Events are counted and forgotten here, so that only what the server keeps is weighed.
    streams.forEach((stream, s) => {
      for (const { data } of stream.events.splice(0)) if (data?.noun === 'incident') for (const row of data.rows) seen[s]!.set(row.id, (seen[s]!.get(row.id) ?? 0) + 1)
    })
    await sleep(Math.max(0, sampleSeconds * 1000 - (Date.now() - sampled)))
    collect()
    hours.push((Date.now() - begin) / 3_600_000)
    megabytes.push(process.memoryUsage().heapUsed / 1e6)
  }
  await Promise.all(streams.map((stream, s) => stream.until(({ data }) => data?.noun === 'incident' && data.rows.some((row: { id: string }) => row.id === sent.at(-1)), 5_000).catch(() => expect(seen[s]!.has(sent.at(-1)!)).toBe(true))))
  streams.forEach((stream, s) => {
    for (const { data } of stream.events.splice(0)) if (data?.noun === 'incident') for (const row of data.rows) seen[s]!.set(row.id, (seen[s]!.get(row.id) ?? 0) + 1)
  })
  for (const counts of seen) expect(sent.filter((id) => counts.get(id) !== 1)).toEqual([])
  // The first third fills caches.
  const from = Math.floor(hours.length / 3)
  const growth = slope(hours.slice(from), megabytes.slice(from))
  console.log(`soak: ${sent.length} reports in ${minutes} min, heap ${growth.slope.toFixed(1)} ± ${growth.halfWidth.toFixed(1)} MB/h`)
  expect(growth.slope - growth.halfWidth).toBeLessThan(mostMegabytesPerHour)
  await Promise.all(streams.map((stream) => stream.close()))
  await door.close()
})
