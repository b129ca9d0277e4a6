import { Problem } from '../problem.ts'

/** Pictures that are fetched at once: a playlist and a few parts for each of a wall of cameras. */
const mostOfAccount = 48
const most = 512

/** Room for one picture: left when done, or later by whoever keeps it. */
export type Place = { done(): void; keep(): () => void }

export function createStreamPlaces() {
  const byAccount = new Map<string, number>()
  let all = 0
  const leave = (account: string) => {
    all--
    const remaining = (byAccount.get(account) ?? 1) - 1
    if (remaining > 0) byAccount.set(account, remaining)
    else byAccount.delete(account)
  }
  return {
    /** @throws Problem where there is none */
    take(account: string): Place {
      const mine = byAccount.get(account) ?? 0
      if (all >= most) throw new Problem(503, 'Too many pictures are fetched at once; try again.')
      if (mine >= mostOfAccount) throw new Problem(429, 'This account fetches too many pictures at once.', [], { 'retry-after': '2' })
      all++
      byAccount.set(account, mine + 1)
      let held = true
      let kept = false
      const once = () => {
        if (held) leave(account)
        held = false
      }
      return { done: () => void (kept || once()), keep: () => ((kept = true), once) }
    },
  }
}
