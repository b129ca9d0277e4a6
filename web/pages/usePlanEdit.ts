import { insertVertex } from '../../geodata/zoning/vertexChanges.ts'
import type { PlanEdit } from '../map/sceneData.ts'
import { useZonePlanDraft } from '../stores/zonePlanDraft.ts'

/** What a hand on the map does to the draft. */
export function usePlanEdit() {
  const draft = useZonePlanDraft()
  return (change: PlanEdit) => {
    if (change.do === 'pick') {
      if (draft.tool === 'merge' && change.key) draft.mergeInto(change.key)
      else draft.pick(change.key, change.add)
    } else if (change.do === 'vertex') draft.vertex = change.id
    else if (change.do === 'insert') {
      const outcome = draft.act((topology) => insertVertex(topology, ...change.edge, change.at))
      if (outcome) draft.vertex = outcome.vertices[0]!.id
    } else if (change.do === 'drag') draft.dragTo(change.id, change.to)
    else draft.finishDrag()
  }
}
