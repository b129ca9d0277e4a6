import { onScopeDispose, shallowRef, type Ref } from 'vue'
import { clockBreak } from '../../geodata/wall/clockBreak.ts'
import { useMapWalls } from '../stores/mapWalls.ts'

/**
 * The server's clock, ms, turned on at each of its full seconds, so that all screens change their scene together.
 * @param broken is told when the clock of this machine was set or time stood here: no age and no stream of before is to be trusted
 */
export function useWallClock(broken: (how: 'set' | 'stood') => void): Ref<number> {
  const walls = useMapWalls()
  const now = shallowRef(walls.serverNow())
  let before = { day: Date.now(), steady: performance.now(), seen: !document.hidden }
  let timer: ReturnType<typeof setTimeout>
  function turn() {
    const here = { day: Date.now(), steady: performance.now(), seen: !document.hidden }
    const how = clockBreak(before, here)
    // A window that nobody sees is turned by the minute.
    if (how === 'set' || (how === 'stood' && before.seen && here.seen)) broken(how)
    before = here
    now.value = walls.serverNow()
    timer = setTimeout(turn, 1000 - (now.value % 1000) + 1)
  }
  turn()
  onScopeDispose(() => clearTimeout(timer))
  return now
}
