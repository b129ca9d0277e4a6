import { computed } from 'vue'
import { type CoverChoice, standardCover } from '../../../geodata/model/view.ts'
import { useView } from '../currentView.ts'

/** How presence is looked at in the view at hand; a link carries it. */
export function useCover() {
  const { view, span, minute, patch } = useView()
  const cover = computed(() => view.value.cover ?? standardCover)
  const choose = (change: Partial<CoverChoice>) => patch({ cover: { ...cover.value, ...change } })
  const period = computed(() => (cover.value.hours === null ? span.value : { from: minute.value - cover.value.hours * 3_600_000, to: minute.value }))
  return { cover, choose, period }
}
