import type { Source } from './live.ts'

/** What the browser gives, so that tests can bring their own. */
type Parts = { locks: LockManager | undefined; channel(name: string): BroadcastChannel; source(url: string): Source; name(): string }
type Told = { name: string; data: string; id: string }
type Message = { kind: 'join'; from: string; after: string } | { kind: 'here'; to: string } | ({ kind: 'event'; to: string | null } & Told) | { kind: 'error' }

const names = ['hello', 'change', 'position', 'wall', 'refresh', 'beat']
/** So long a window that reads for the others may take to answer; it answers in milliseconds, unless it is frozen or gone. */
const patienceMilliseconds = 4_000
const patience = 3
const mostKept = 500

const browser = (): Parts => ({ locks: navigator.locks as LockManager | undefined, channel: (name) => new BroadcastChannel(name), source: (url) => new EventSource(url), name: () => crypto.randomUUID() })

/** Order of cursors, `<transaction>-<row>`. */
function isAfter(a: string, b: string): boolean {
  const [[ta, ra], [tb, rb]] = [a, b].map((cursor) => cursor.split('-').map((part) => BigInt(part || '0'))) as [[bigint, bigint], [bigint, bigint]]
  return ta > tb || (ta === tb && ra > rb)
}

/** What came lately, so that a window that joins misses nothing of what happened since its cursor. */
function createKept() {
  let first: string | null = null
  let last = ''
  let open: Told[] = []
  let kept: Told[] = []
  return {
    take(told: Told) {
      first ??= told.id
      if (told.name === 'change' || told.name === 'refresh') open.push(told)
      // The id stands on the last event of what happened together.
      if (told.id === last) return
      last = told.id
      kept.push(...open.map((each) => ({ ...each, id: told.id })))
      open = []
      if (kept.length > mostKept) [first, kept] = [kept[kept.length - mostKept - 1]!.id, kept.slice(-mostKept)]
    },
    /** @returns what to tell; that all is to be read again where what was missed is not kept any more */
    since(after: string): Told[] {
      if (!after || !first || !isAfter(last, after)) return []
      if (isAfter(first, after)) return [{ name: 'refresh', data: '{}', id: last }]
      return kept.filter(({ id }) => isAfter(id, after))
    },
  }
}

/**
 * A stream that all windows of this browser share: one of them, which holds the lock, reads it and tells the others; when it goes, the next takes over where it stood.
 * HTTP/1.1 gives a browser six connections to a host, so that six windows with a stream each could ask for nothing else.
 */
export function sharedSource(url: string, parts: Parts = browser()): Source {
  if (!parts.locks) return parts.source(url)
  return new SharedSource(url, parts, parts.locks) as unknown as Source
}

class SharedSource extends EventTarget {
  onerror: ((event: Event) => unknown) | null = null
  #parts: Parts
  #locks: LockManager
  #address: URL
  #key: string
  #cursor: string
  #self: string
  #channel: BroadcastChannel
  #closing = new AbortController()
  #real: Source | null = null
  #hello: Told | null = null
  #kept = createKept()
  #asked = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(url: string, parts: Parts, locks: LockManager) {
    super()
    ;[this.#parts, this.#locks, this.#self] = [parts, locks, parts.name()]
    this.#address = new URL(url, 'http://shared')
    this.#cursor = this.#address.searchParams.get('after') ?? ''
    this.#address.searchParams.delete('after')
    this.#key = `fangcun ${this.#address.pathname}${this.#address.search}`
    this.#channel = parts.channel(this.#key)
    this.#channel.onmessage = ({ data }: MessageEvent<Message>) => this.#heard(data)
    this.#queue()
    this.#join()
  }

  close() {
    if (this.#closing.signal.aborted) return
    this.#closing.abort()
    clearTimeout(this.#timer)
    this.#real?.close()
    this.#channel.close()
  }

  #say = (message: Message) => { if (!this.#closing.signal.aborted) this.#channel.postMessage(message) }

  /** Waits for the lock, and holds it for as long as this window reads for all. */
  #queue(steal = false) {
    const hold = () => (this.#closing.signal.aborted ? undefined : this.#lead())
    const asked = steal ? this.#locks.request(this.#key, { steal: true }, hold) : this.#locks.request(this.#key, { signal: this.#closing.signal }, hold)
    // Taken away: another window thought that this one had died. It goes on as one of those who are told.
    asked.catch(() => { if (this.#closing.signal.aborted || !this.#real) return; this.#real.close(); this.#real = null; this.#queue(); this.#join() })
  }

  #lead(): Promise<void> {
    clearTimeout(this.#timer)
    const after = this.#cursor ? `${this.#address.search ? '&' : '?'}after=${encodeURIComponent(this.#cursor)}` : ''
    const real = this.#parts.source(this.#address.pathname + this.#address.search + after)
    ;[this.#real, this.#hello, this.#kept] = [real, null, createKept()]
    for (const name of names)
      real.addEventListener(name, (event) => {
        if (this.#real !== real) return
        const { data, lastEventId } = event as MessageEvent<string>
        const told: Told = { name, data, id: lastEventId || this.#cursor }
        if (name === 'hello') this.#hello = told
        this.#kept.take(told)
        this.#say({ kind: 'event', to: null, ...told })
        this.#give(told)
      })
    real.onerror = () => { if (this.#real !== real) return; this.#say({ kind: 'error' }); this.#fail() }
    return new Promise((resolve) => this.#closing.signal.addEventListener('abort', () => resolve()))
  }

  /** Asks whoever reads to say hello and what was missed; nobody answering for long has frozen, and loses the lock. */
  #join() {
    clearTimeout(this.#timer)
    if (this.#real) return
    this.#say({ kind: 'join', from: this.#self, after: this.#cursor })
    this.#timer = setTimeout(() => (++this.#asked >= patience ? ((this.#asked = 0), this.#queue(true)) : this.#join()), patienceMilliseconds)
  }

  #heard(message: Message) {
    if (this.#closing.signal.aborted) return
    if (message.kind === 'join') return this.#welcome(message)
    if (this.#real) return
    if (message.kind === 'error') return this.#fail()
    if (message.to !== null && message.to !== this.#self) return
    clearTimeout(this.#timer)
    this.#asked = 0
    if (message.kind === 'event') this.#give(message)
  }

  #welcome({ from, after }: Extract<Message, { kind: 'join' }>) {
    if (!this.#real) return
    this.#say({ kind: 'here', to: from })
    if (!this.#hello) return
    for (const told of [this.#hello, ...this.#kept.since(after)]) this.#say({ kind: 'event', to: from, ...told })
  }

  #give({ name, data, id }: Told) {
    if (id) this.#cursor = id
    this.dispatchEvent(new MessageEvent(name, { data, lastEventId: id }))
  }
  #fail() { this.onerror?.(new Event('error')) }
}
