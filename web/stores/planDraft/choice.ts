import { shallowRef } from 'vue'

export type PlanTool = 'vertex' | 'draw' | 'split' | 'merge' | 'reshape'

/** Which zones and which corner are chosen, and the tool in hand. */
export function planDraftChoice() {
  const selected = shallowRef<readonly string[]>([])
  const vertex = shallowRef<number | null>(null)
  const tool = shallowRef<PlanTool>('vertex')

  function pick(key: string | null, add = false) {
    const others = selected.value.filter((each) => each !== key)
    selected.value = key === null ? [] : !add ? [key] : others.length < selected.value.length ? others : [...others, key]
    vertex.value = null
  }
  function take(next: PlanTool) {
    tool.value = next
    if (next !== 'vertex') vertex.value = null
  }
  /** What is gone is chosen no longer. */
  function keepTo(hasZone: (key: string) => boolean, hasVertex: (id: number) => boolean) {
    if (!selected.value.every(hasZone)) selected.value = selected.value.filter(hasZone)
    if (vertex.value !== null && !hasVertex(vertex.value)) vertex.value = null
  }
  function reset() {
    pick(null)
    take('vertex')
  }
  return { selected, vertex, tool, pick, take, keepTo, reset }
}
