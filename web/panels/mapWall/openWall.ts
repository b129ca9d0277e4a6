import { computed, type ComputedRef, inject, type InjectionKey } from 'vue'
import type { Id } from '../../../geodata/model/id.ts'
import type { ScreenState, WallAnswer, WallScreen } from '../../../geodata/model/mapWall.ts'
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
  const now = computed(() => (clock.value, walls.serverNow()))
  const states = computed<ReadonlyMap<Id, ScreenState>>(() => new Map(answer.value.states.map((state) => [state.screenId, state])))
  const healthOf = (screen: WallScreen) => screenHealth(screen, states.value.get(screen.id), now.value)
  /** The screen that is worked on: the one that was chosen, else the first. */
  const chosen = computed(() => answer.value.screens.find(({ id }) => id === desk.screenId) ?? answer.value.screens[0] ?? null)
  return { answer, wallId: computed(() => answer.value.wall.id), now, states, healthOf, chosen }
}
