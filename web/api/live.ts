import type { LivePosition } from '../../geodata/model/patrol.ts'
import type { Change, Noun } from '../../geodata/model/change.ts'
import type { WallMove } from '../../geodata/model/mapWall.ts'
import { withQuery } from './http.ts'

export type Hello = { cursor: string; serverTime: string; versions: Partial<Record<string, number>>; rights?: string }
export type LiveEvents = {
  hello(hello: Hello): void
  change(change: Change): void
  position(positions: LivePosition[]): void
  /** The shared camera of the wall that was asked for is moved. */
  wall?(move: WallMove): void
  /** Many rows of the noun changed (or the cursor was too old): read it again. */
  refresh(noun: Noun): void
  beat(serverTime: string): void
  /** The connection was lost; the next attempt comes in so many milliseconds. */
  lost(retryMilliseconds: number): void
}
/** The part of EventSource that is used, so that tests can bring their own. */
export type Source = Pick<EventSource, 'addEventListener' | 'close'> & { onerror: ((event: Event) => unknown) | null }

/** 1 s, 2 s, 4 s, then 5 s, with up to a quarter taken off so that a hundred clients do not return at once. */
export function retryDelay(attempt: number, random: () => number): number {
  return Math.min(5_000, 1000 * 2 ** Math.min(attempt, 10)) * (1 - random() / 4)
}

/** Three beats and a little: who hears nothing for so long has lost the way, though nobody closed it (a cable that was pulled). */
export const silenceMilliseconds = 35_000

const nounsOf = (data: { noun?: Noun; nouns?: Noun[] }): Noun[] => data.nouns ?? (data.noun ? [data.noun] : ['incident', 'camera', 'zone', 'position', 'import', 'alarm', 'hotspot', 'zone_plan', 'check_in', 'patrol_plan', 'checkpoint', 'roster', 'map_wall', 'briefing'])

/**
 * One stream of live events that reconnects for as long as it is open and resumes after the last change it has seen.
 * @param after cursor of an earlier read, so that nothing between that read and the stream is missed
 * @param wallId the wall whose moves are told as well
 * @returns a function that ends the stream; `again` opens it anew at once, where it stood
 */
export function openLive(events: LiveEvents, after: string | null, open: (url: string) => Source = (url) => new EventSource(url), wallId: string | null = null): (() => void) & { again(): void } {
  let cursor = after
  let rights: string | undefined
  let attempt = 0
  let ended = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let silence: ReturnType<typeof setTimeout> | undefined
  let source: Source | null = null

  function heard() {
    clearTimeout(silence)
    silence = setTimeout(lost, silenceMilliseconds)
  }

  function connect() {
    heard()
    source = open(withQuery('/live', { after: cursor, wall: wallId }))
    const on = <T>(name: string, handle: (data: T) => void) =>
      source!.addEventListener(name, (event) => {
        const message = event as MessageEvent<string>
        heard()
        if (message.lastEventId) cursor = message.lastEventId
        handle(JSON.parse(message.data) as T)
      })
    on<Hello>('hello', (hello) => {
      attempt = 0
      cursor ??= hello.cursor
      events.hello(hello)
      // What was read with other rights may not be seen any more, or is not all.
      if (rights !== undefined && hello.rights !== rights) nounsOf({}).forEach(events.refresh)
      rights = hello.rights
    })
    on<Change>('change', events.change)
    on<LivePosition[]>('position', events.position)
    on<WallMove>('wall', (move) => events.wall?.(move))
    on<{ noun?: Noun; nouns?: Noun[] }>('refresh', (data) => nounsOf(data).forEach(events.refresh))
    on<{ serverTime: string }>('beat', (beat) => events.beat(beat.serverTime))
    source.onerror = lost
  }

  // The browser's own retry is not used: it gives up for good on any answer that is not a stream.
  function lost() {
    source?.close()
    clearTimeout(silence)
    if (ended) return
    const delay = retryDelay(attempt++, Math.random)
    events.lost(delay)
    clearTimeout(timer)
    timer = setTimeout(connect, delay)
  }

  connect()
  const close = () => { clearTimeout(timer); clearTimeout(silence); source?.close() }
  return Object.assign(() => { ended = true; close() }, { again: () => { if (!ended) { close(); connect() } } })
}
