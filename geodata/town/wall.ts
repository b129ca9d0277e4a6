import type { MapWallDraft, PanelPlace, WallSceneDraft } from '../model/mapWall.ts'
import { standardZoneStyle, type View } from '../model/view.ts'
import { gridCells, panelSizes } from '../wall/panelGrid.ts'
import type { Town } from './types.ts'

/** Four screens of 55 inches with narrow frames. */
const layout = { rows: 2, columns: 2, widthMm: 1210, heightMm: 681, bezelMm: { x: 3.5, y: 3.5 } }
/** The width of the whole wall on which the zoom of its view is counted (`geodata/wall`). */
const wallPixels = 1280
const tilePixels = 512

const mercatorY = (lat: number) => 0.5 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI)

/** The camera that shows the whole town on the whole wall, with a tenth around. */
function overview(town: Town): View['camera'] {
  const points = town.zones.flatMap(({ geometry }) => geometry.coordinates.flat())
  const lngs = points.map(([lng = 0]) => lng)
  const lats = points.map(([, lat = 0]) => lat)
  const [west, east, south, north] = [Math.min(...lngs), Math.max(...lngs), Math.min(...lats), Math.max(...lats)]
  const across = (east - west) / 360
  const down = mercatorY(south) - mercatorY(north)
  const shape = (layout.columns * layout.widthMm) / (layout.rows * layout.heightMm)
  const zoom = Math.log2(wallPixels / (tilePixels * 1.1 * Math.max(across, down * shape)))
  const round = (value: number, digits: number) => Number(value.toFixed(digits))
  return { lng: round((west + east) / 2, 6), lat: round((south + north) / 2, 6), zoom: round(zoom, 3), bearing: 0, pitch: 0 }
}

const viewOf = (camera: View['camera'], layers: View['layers'], change: Partial<View> = {}): View => ({
  camera, layers, zoneFigure: 'none', zoneStyle: standardZoneStyle, time: { lastHours: 24 }, categoryIds: null, states: null, minSeverity: 1, provenance: null, hoursOfWeek: null, areaId: null, compare: null,
  theme: 'dark', selection: null, at: null, zonesOn: null, planId: null, cameraPlanId: null, ...change,
})

type Ids = () => string
type TownWall = {
  draft: MapWallDraft
  scenes: WallSceneDraft[]
  /** By the names that screens in rows and columns have. */
  panels: Record<string, PanelPlace[]>
  /** The screen on which the scenes rotate, and that flies to alarms. */
  rotating: string
}

/** The wall of the demo's command room: three screens of one map, and one on which scenes rotate. */
export function townWall(town: Town, areaId: number, newId: Ids): TownWall {
  const camera = overview(town)
  /** In a corner, as large as it is read at 6 m. */
  const panel = (kind: PanelPlace['kind'], side: 'left' | 'right', end: 'top' | 'bottom'): PanelPlace => {
    const { width, height } = panelSizes[kind].first
    return { id: newId(), kind, x: side === 'left' ? 0 : gridCells - width, y: end === 'top' ? 0 : gridCells - height, width, height }
  }
  const scene = (name: string, view: View, panels: PanelPlace[] | null = null): WallSceneDraft => ({ id: newId(), name, view, panels })
  return {
    draft: { id: newId(), areaId, name: '指挥大厅', layout, view: viewOf(camera, ['zones', 'cameras', 'incidents', 'patrols']) },
    scenes: [
      scene('今日事件', viewOf(camera, ['zones', 'incidents'], { zoneFigure: 'incidents' })),
      scene('近月热力', viewOf(camera, ['zones', 'incidentHeat'], { time: { lastHours: 24 * 30 } })),
      scene('视频监控', viewOf(camera, ['zones', 'cameraViews', 'cameras'])),
      scene('巡逻在岗', viewOf(camera, ['zones', 'presence', 'patrols'])),
    ],
    panels: {
      '1-1': [panel('clock', 'left', 'top'), panel('queue', 'left', 'bottom')],
      '1-2': [panel('alarms', 'right', 'top'), panel('shifts', 'right', 'bottom')],
      '2-1': [panel('figures', 'left', 'top'), panel('coverage', 'left', 'bottom')],
      '2-2': [panel('cameras_down', 'left', 'bottom'), panel('legend', 'right', 'bottom')],
    },
    rotating: '2-2',
  }
}
