import { inject, type InjectionKey, onScopeDispose, shallowRef, watch } from 'vue'
import type { LngLat } from '../../../geodata/model/geometry.ts'
import { useDesk } from '../../stores/desk.ts'
import { useView } from '../currentView.ts'

/** One place on the map for whoever asks: by a click or a tap, or the middle of the map for hands that have only keys. */
export function usePick() {
  const desk = useDesk()
  const { view } = useView()
  const taker = shallowRef<((place: LngLat) => void) | null>(null)

  function pick(take: (place: LngLat) => void) {
    taker.value = take
    desk.drawing = null
    desk.tool = 'drawPoint'
  }
  function end(place: LngLat | null) {
    const take = taker.value
    taker.value = null
    desk.drawing = null
    desk.tool = 'select'
    if (place && take) take(place)
  }
  watch(() => desk.drawing, (drawing) => { if (taker.value && drawing?.geometry?.type === 'Point') end(drawing.geometry.coordinates as LngLat) })
  // Esc puts the tool down.
  watch(() => desk.tool, (tool) => { if (tool === 'select') taker.value = null })
  const takeMiddle = () => end([Number(view.value.camera.lng.toFixed(6)), Number(view.value.camera.lat.toFixed(6))])
  onScopeDispose(() => { if (taker.value) end(null) })
  return { picking: taker, pick, takeMiddle, cancel: () => end(null) }
}

export type Pick = ReturnType<typeof usePick>
export const pickKey: InjectionKey<Pick> = Symbol('pick')
export const usePicked = (): Pick => inject(pickKey)!
