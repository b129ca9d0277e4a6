import { watch } from 'vue'
import type { LngLat } from '../../../geodata/model/geometry.ts'
import type { Selection } from '../../../geodata/model/view.ts'
import { useDesk } from '../../stores/desk.ts'
import { useView } from '../currentView.ts'

/** A link names a thing and no place: once the place is known, the map goes there, one time. */
export function useComeTo(selection: Selection, place: () => LngLat | null | undefined, zoom: number) {
  const desk = useDesk()
  const { fly } = useView()
  watch(place, (at) => {
    if (!at || desk.comeTo !== JSON.stringify(selection)) return
    desk.comeTo = null
    fly(at[0], at[1], zoom)
  }, { immediate: true })
}
