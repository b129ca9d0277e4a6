import { expect, test } from 'vitest'
import type { WallRotation, WallScene } from '../../../geodata/model/mapWall.ts'
import { standingScene } from '../../../geodata/wall/rotation.ts'

const scene = (id: string, ordinal: number) => ({ id, ordinal, name: id, wallId: 'w', view: {} as WallScene['view'], panels: null, version: 1 })
const scenes = [scene('c', 2), scene('a', 0), scene('b', 1)]
const start = Date.parse('2026-11-26T02:00:00Z')
const rotation = (pausedAt: number | null = null): WallRotation => ({ seconds: 30, startedAt: new Date(start).toISOString(), pausedAt: pausedAt === null ? null : new Date(pausedAt).toISOString() })
const alarm = (raisedAt: number, acknowledged = false) => ({ raisedAt: new Date(raisedAt).toISOString(), acknowledgedAt: acknowledged ? new Date(raisedAt + 1000).toISOString() : null })

test('each scene in its order for its time, round and round', () => {
  const seen = Array.from({ length: 8 }, (_, i) => standingScene(scenes, rotation(), [], start + i * 15_000)!.scene.id)
  expect(seen.join('')).toBe('aabbccaa')
  expect(standingScene(scenes, rotation(), [], start + 29_999)).toMatchObject({ index: 0, held: null, nextAt: start + 30_000 })
  expect(standingScene(scenes, rotation(), [], start + 30_000)).toMatchObject({ index: 1, nextAt: start + 60_000 })
})

test('paused, it stands where it was', () => {
  for (const later of [0, 40_000, 86_400_000]) expect(standingScene(scenes, rotation(start + 35_000), [], start + 35_000 + later)).toMatchObject({ index: 1, held: 'pause', nextAt: null })
})

test('an open alarm holds the scene that stood when it was raised; taken note of, the clock decides again', () => {
  expect(standingScene(scenes, rotation(), [alarm(start + 50_000), alarm(start + 70_000)], start + 95_000)).toMatchObject({ index: 1, held: 'alarm', nextAt: null })
  expect(standingScene(scenes, rotation(), [alarm(start + 50_000, true)], start + 95_000)).toMatchObject({ index: 0, held: null })
  // A clock that is behind the server's does not hold a scene of the future.
  expect(standingScene(scenes, rotation(), [alarm(start + 50_000)], start + 10_000)).toMatchObject({ index: 0, held: null })
  // The one that held first is named.
  expect(standingScene(scenes, rotation(start + 20_000), [alarm(start + 50_000)], start + 95_000)).toMatchObject({ index: 0, held: 'pause' })
})

test('before it began the first scene stands; one scene never changes; none is none', () => {
  expect(standingScene(scenes, rotation(), [alarm(start - 9_000_000)], start + 95_000)).toMatchObject({ index: 0, held: 'alarm' })
  expect(standingScene([scene('a', 5)], rotation(), [], start + 95_000)).toMatchObject({ index: 0, held: null, nextAt: null })
  expect(standingScene([], rotation(), [], start)).toBeNull()
})
