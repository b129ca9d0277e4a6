import { Provenance } from '../../../geodata/model/incident.ts'
import type { Area } from '../../../geodata/model/area.ts'
import type { View } from '../../../geodata/model/view.ts'
import { lastSlot } from '../../workers/incidentQuestion.ts'
import { treeOrder } from '../areaTree.ts'
import { lowestLabel } from '../basemap/labels.ts'
import { groupColors } from '../palette.ts'
import type { SceneData } from '../sceneData.ts'
import type { Points } from './deckScene.ts'
import type { Part } from './part.ts'

export const pointLayer = 'incident-points'
const anything: [number, number] = [-1e9, 1e9]

/** Every incident by itself: time, category, severity, provenance and area are judged on the GPU, hours of the week and states come judged from the worker. */
export function incidentPointsPart(data: SceneData, view: View): Part {
  const { incidentPoints: points, incidentSlice: [first, end] } = data
  if (!points) return {}
  const rows: [number, number] = points.filtered ? anything : [first - 0.5, end - 0.5]
  const described: Points = {
    points,
    colors: groupColors[view.theme],
    // A late row stands half a place before the next, so both ends lie half a place before.
    ranges: [rows, [view.minSeverity, 4], areaRange(data.areas, view.areaId), [1, 1]],
    chosen: [slotsOf(points.slots, view.categoryIds), Provenance.options.flatMap((each, i) => (view.provenance === null || view.provenance.includes(each) ? [i] : []))],
    radiusPixels: Math.min(6, Math.max(1.2, (view.camera.zoom - 8) * 0.55)),
    opacity: view.theme === 'dark' ? 0.75 : 0.85,
    beforeId: lowestLabel,
  }
  return { points: described }
}

/** An area and all below it stand next to each other in the order of the tree. */
function areaRange(areas: readonly Area[], areaId: number | null): [number, number] {
  if (areaId === null) return anything
  const { rank, last } = treeOrder(areas)
  const from = rank.get(areaId)
  return from === undefined ? [-2, -2] : [from, last.get(areaId)!]
}

function slotsOf(slots: readonly number[], categoryIds: number[] | null): number[] {
  const chosen = categoryIds === null ? null : new Set(categoryIds)
  // All categories beyond the last slot share it and were judged by the worker.
  return slots.slice(0, lastSlot + 1).flatMap((category, slot) => (slot === lastSlot || chosen === null || chosen.has(category) ? [slot] : []))
}
