import type { Cost } from './anneal.ts'

/** Borders count less and less, balance and bounds more and more. `resolution`: the deviation that still matters in the end; `unitShare`: what a unit is of a zone. */
export function cooling({ resolution, tolerance, unitShare, warm, shape }: { resolution: number; tolerance: number; unitShare: number; warm: number; shape: number }): (share: number) => Cost {
  const first = 0.05 / unitShare ** 2
  const last = Math.max(first * 4, 2 / resolution ** 2)
  return (share) => ({ balance: first * (last / first) ** share, excess: 8 / unitShare, shape, tolerance, temperature: warm * (0.05 / warm) ** share })
}

/** Equal enough now: what is left is to shorten borders without losing balance. */
export function shaping(tolerance: number, unitShare: number): (share: number) => Cost {
  return (share) => ({ balance: 50 / unitShare ** 2, excess: 100 / unitShare, shape: 1, tolerance, temperature: 0.6 * (0.05 / 0.6) ** share })
}

/** 1 1 2 1 1 2 4 ...: lengths of runs that lose little whatever length would have been best (Luby, Sinclair & Zuckerman 1993). */
export function lubyLength(round: number): number {
  let [size, at] = [1, round + 1]
  while (size < at) size = 2 * size + 1
  while (size !== at) {
    size = (size - 1) / 2
    if (at > size) at -= size
  }
  return (size + 1) / 2
}
