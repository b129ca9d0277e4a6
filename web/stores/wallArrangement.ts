import type { Id } from '../../geodata/model/id.ts'
import type { WallAnswer, WallScreen } from '../../geodata/model/mapWall.ts'
import type { wallWrites } from './wallWrites.ts'

type Writes = Pick<ReturnType<typeof wallWrites>, 'addScreen' | 'change' | 'changeScreen' | 'removeScreen'>
const wish = ({ id, name, place, content, panels }: WallScreen) => ({ id, name, place, content, panels })
const hangs = ({ name, place }: WallScreen) => JSON.stringify([name, place.x, place.y, place.width, place.height])

/** Takes back what was done to the screens of a wall. Screens come again as what they were, under their ids; their windows ask to join anew. All throw a Problem. */
export function wallArrangement(writes: Writes, now: (wallId: Id) => WallAnswer | undefined) {
  const alarms = async ({ wall: { id, alarmScreenId } }: WallAnswer) => { if (alarmScreenId !== now(id)?.wall.alarmScreenId) await writes.change(id, { alarmScreenId }) }

  /** A screen that was removed. `before`: the wall with it. */
  async function restoreScreen(before: WallAnswer, screen: WallScreen) {
    await writes.addScreen(before.wall.id, wish(screen))
    if (before.wall.alarmScreenId === screen.id) await alarms(before)
  }
  /** Rows and columns: all screens hang where they hung. What they show by now stays. */
  async function restoreLayout(before: WallAnswer) {
    const { id, layout } = before.wall
    await writes.change(id, { layout })
    const there = new Map(now(id)?.screens.map((screen) => [screen.id, screen]))
    for (const screen of before.screens) {
      const held = there.get(screen.id)
      if (!held) await writes.addScreen(id, wish(screen))
      else if (hangs(held) !== hangs(screen)) await writes.changeScreen(id, screen.id, { name: screen.name, place: screen.place })
      there.delete(screen.id)
    }
    for (const surplus of there.keys()) await writes.removeScreen(id, surplus)
    await alarms(before)
  }
  return { restoreScreen, restoreLayout }
}
