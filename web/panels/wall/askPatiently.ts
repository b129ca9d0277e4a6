import type { Ref } from 'vue'

/** So long a slow answer is waited for; later it is taken for lost. */
const patienceMilliseconds = 60_000

/** Asks again only when the last answer came: a server that is slower than the interval would otherwise be asked anew for ever and never heard. */
export function askPatiently<Args extends unknown[]>({ busy, load }: { busy: Ref<boolean>; load: (...args: Args) => Promise<unknown> }) {
  let askedAt = 0
  return (...args: Args): void => {
    const now = Date.now()
    if (busy.value && now - (askedAt ||= now) < patienceMilliseconds) return
    askedAt = now
    void load(...args)
  }
}
