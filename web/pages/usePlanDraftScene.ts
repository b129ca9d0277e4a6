import { computed } from 'vue'
import type { PlanDraftHeld, SceneData } from '../map/sceneData.ts'
import { useZonePlanDraft } from '../stores/zonePlanDraft.ts'

/** The draft in the editor, as the map draws it. */
export function usePlanDraftScene() {
  const draft = useZonePlanDraft()
  // Steps of a drag leave it as it is, or all corners would be drawn anew with each.
  const held = computed<PlanDraftHeld | null>(() => (draft.topology ? { topology: draft.topology, zones: draft.zones, selected: draft.selected, vertex: draft.vertex, lines: draft.lines, tool: draft.tool } : null))
  return computed<SceneData['planDraft']>(() => held.value && { held: held.value, drag: draft.drag, problems: draft.problems })
}
