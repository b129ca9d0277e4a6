import type { Alarm } from '../model/alarm.ts'
import type { WallRotation, WallScene } from '../model/mapWall.ts'

/** Which scene stands. `held`: by a hand, or by an alarm that nobody has taken note of; `nextAt` (ms) is null while it stands still. */
export type Standing = { scene: WallScene; index: number; nextAt: number | null; held: 'pause' | 'alarm' | null }

const inOrder = (scenes: readonly WallScene[]) => scenes.toSorted((a, b) => a.ordinal - b.ordinal || (a.id < b.id ? -1 : 1))

/**
 * The scene of a rotation at a moment of the server's clock (ms): the same on every screen and desk, whatever they missed. An open alarm holds the scene that stood
 * when it was raised; once somebody took note, the rotation stands where the clock says.
 */
export function standingScene(scenes: readonly WallScene[], rotation: WallRotation, alarms: readonly Pick<Alarm, 'raisedAt' | 'acknowledgedAt'>[], nowMs: number): Standing | null {
  const ordered = inOrder(scenes)
  if (!ordered.length) return null
  const startedAt = Date.parse(rotation.startedAt)
  const pausedAt = rotation.pausedAt === null ? Infinity : Date.parse(rotation.pausedAt)
  const alarmAt = Math.min(Infinity, ...alarms.filter(({ acknowledgedAt }) => acknowledgedAt === null).map(({ raisedAt }) => Date.parse(raisedAt)))
  const stopsAt = Math.min(pausedAt, alarmAt)
  const at = Math.max(0, Math.min(nowMs, stopsAt) - startedAt)
  const turn = Math.floor(at / (rotation.seconds * 1000))
  const index = turn % ordered.length
  const held = nowMs < stopsAt ? null : pausedAt <= alarmAt ? 'pause' : 'alarm'
  return { scene: ordered[index]!, index, nextAt: held || ordered.length === 1 ? null : startedAt + (turn + 1) * rotation.seconds * 1000, held }
}
