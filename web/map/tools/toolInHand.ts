import type { Map as MapLibreMap } from 'maplibre-gl'
import type { LngLat } from '../../../geodata/model/geometry.ts'
import type { MapEvents } from '../createMap.ts'
import type { MapTool } from '../sceneData.ts'
import type { Drawer } from './drawing.ts'
import { isDrawTool, startDrawing } from './lazyDrawing.ts'
import { type Measuring, startMeasuring } from './measuring.ts'

/** One tool at a time; the one before is put down first. */
export function toolInHand(map: MapLibreMap, on: MapEvents, ink: () => `#${string}`) {
  let measuring: Measuring | null = null
  let drawing: Drawer | null = null
  return {
    take(tool: MapTool, from?: LngLat | null) {
      measuring?.stop()
      drawing?.stop()
      on.hover(null, { x: 0, y: 0 })
      drawing = isDrawTool(tool) ? startDrawing(map, tool, ink(), on.draw, on.problem) : null
      measuring = tool === 'select' || isDrawTool(tool) ? null : startMeasuring(map, tool, on.measure)
      if (from) measuring?.click(from)
    },
    measuring: () => measuring,
    isBusy: () => measuring !== null || drawing !== null,
    back: () => (drawing ?? measuring)?.back(),
    finish: () => (drawing ?? measuring)?.finish(),
  }
}
