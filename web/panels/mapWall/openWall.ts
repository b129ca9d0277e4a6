import { computed, type ComputedRef, inject, type InjectionKey, shallowRef, watch } from 'vue'
import type { Id } from '../../../geodata/model/id.ts'
import type { ScreenState, WallAnswer, WallScreen } from '../../../geodata/model/mapWall.ts'
import { alarmFlight } from '../../../geodata/wall/choreography.ts'
import { screenHealth } from '../../../geodata/wall/screenHealth.ts'
import { useMapWalls } from '../../stores/mapWalls.ts'
import { useWallDesk } from '../../stores/wallDesk.ts'
import { useSecondClock } from '../../ui/secondClock.ts'

export const wallKey: InjectionKey<ComputedRef<WallAnswer>> = Symbol('wall')

/** The wall that the page is about. */
export function useOpenWall() {
  const answer = inject(wallKey)!
  const walls = useMapWalls()
  const desk = useWallDesk()
  const clock = useSecondClock()
  /** The server's clock, ms, once a second. */
  const now = shallowRef(walls.serverNow())
  watch(clock, () => { now.value = walls.serverNow() })
  const states = computed<ReadonlyMap<Id, ScreenState>>(() => new Map(answer.value.states.map((state) => [state.screenId, state])))
  /** Which screen has flown to an alarm, as the screens themselves compute it. */
  const flight = computed(() => alarmFlight(answer.value, now.value))
  const healthOf = (screen: WallScreen) => screenHealth(screen, states.value.get(screen.id), now.value)
  /** The screen that is worked on: the one that was chosen, else the first. */
  const chosen = computed(() => answer.value.screens.find(({ id }) => id === desk.screenId) ?? answer.value.screens[0] ?? null)
  return { answer, wallId: computed(() => answer.value.wall.id), now, states, flight, healthOf, chosen }
}
