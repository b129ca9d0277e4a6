import { type Child, startChild } from './children.ts'
import type * as Server from './fanoutServer.ts'
import { median } from './pair.ts'
import { type Line, limitLine, plainLine } from './report.ts'
import type * as Client from './streamClient.ts'

const streams = 1_000
const everyMs = 50
const secondsOfTurn = 4
const limitMs = 15
const atLeast = 5

export const quantile = (values: readonly number[], share: number): number => {
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

type Side = { server: Child<Server.Order, Server.Told>; client: Child<Client.Order, Client.Told>; p50: number[]; p99: number[]; microseconds: number[]; lost: number }

async function openSide(kind: 'raw' | 'sse'): Promise<Side> {
  const side: Side = { server: startChild('./fanoutServer.ts', [kind]), client: startChild('./streamClient.ts'), p50: [], p99: [], microseconds: [], lost: 0 }
  const told = await side.server.ask({ what: 'url' })
  if (told.what === 'url') await side.client.ask({ what: 'open', url: told.url, cookies: [''], streams, lean: true })
  return side
}

async function turn(side: Side, measured: boolean): Promise<void> {
  await side.client.ask({ what: 'forget' })
  const told = await side.server.ask({ what: 'publish', events: (secondsOfTurn * 1000) / everyMs, everyMs })
  const got = await side.client.ask({ what: 'collect' })
  if (told.what !== 'published' || got.what !== 'collected') throw new Error('out of step')
  if (told.readers !== streams || got.closed) throw new Error(`${told.readers} of ${streams} readers are left`)
  side.lost += told.deliveries - got.applied.length + got.gaps
  if (!measured) return
  const delays = got.applied.map(([, ms]) => ms)
  side.p50.push(quantile(delays, 0.5))
  side.p99.push(quantile(delays, 0.99))
  side.microseconds.push(told.cpuMicroseconds / told.deliveries)
}

const around = (values: readonly number[]) => ({ median: median(values), lowest: Math.min(...values), highest: Math.max(...values), runs: values.length })

/** 1,000 streams, 20 events a second: the app's way against Hono's streamSSE, both up, in turns. Delay is from the moment an event was due to the moment it was read. */
export async function fanoutLines(rounds: number): Promise<Line[]> {
  const [raw, sse] = [await openSide('raw'), await openSide('sse')]
  try {
    for (const side of [raw, sse]) await turn(side, false)
    for (let round = 0; round < rounds; round++) for (const side of round % 2 ? [sse, raw] : [raw, sse]) await turn(side, true)
    const ratios = sse.microseconds.map((peer, i) => peer / (raw.microseconds[i] ?? Number.NaN))
    const ratio = median(ratios)
    const name = `${streams.toLocaleString('en')} streams x ${1000 / everyMs}/s`
    return [
      limitLine(`${name}, p99 of due to read`, 'ms', around(raw.p99), limitMs, 'P10'),
      plainLine('  p50; streamSSE p50 and p99', `${median(raw.p50).toFixed(1)} ms; ${median(sse.p50).toFixed(1)} and ${median(sse.p99).toFixed(1)} ms`, { p50: median(raw.p50), peerP50: median(sse.p50), peerP99: median(sse.p99) }),
      {
        name: '  processor per delivery, streamSSE / ours', text: `${ratio.toFixed(1)} times as dear (${Math.min(...ratios).toFixed(1)}-${Math.max(...ratios).toFixed(1)}, ${rounds} rounds)  ours ${median(raw.microseconds).toFixed(1)} µs, peer ${median(sse.microseconds).toFixed(1)} µs`,
        figures: { ratio, ours: median(raw.microseconds), peer: median(sse.microseconds) }, bar: { text: `P10 >= ${atLeast}`, reached: ratio >= atLeast * 0.85 },
      },
      { name: '  lost or out of order', text: `ours ${raw.lost}, peer ${sse.lost}`, figures: { ours: raw.lost, peer: sse.lost }, bar: { text: 'none', reached: raw.lost === 0 } },
    ]
  } finally {
    for (const { client, server } of [raw, sse]) {
      await client.end()
      await server.end()
    }
  }
}
