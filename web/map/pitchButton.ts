import type { IControl } from 'maplibre-gl'
import { columnPitch } from './layers/coverage.ts'

/** Steep enough to tell heights apart, flat enough to see the streets behind them. */
const tiltedPitch = 55
const label = '立体视图 3D view'

/** One press tilts the map, the next lays it flat; the right mouse button and Shift with the arrows do it by degrees. */
export function pitchButton(): IControl {
  const box = document.createElement('div')
  box.className = 'maplibregl-ctrl maplibregl-ctrl-group'
  return {
    onAdd(map) {
      const button = document.createElement('button')
      button.type = 'button'
      button.className = 'map-pitch'
      button.title = label
      button.setAttribute('aria-label', label)
      const tilted = () => map.getPitch() >= columnPitch
      const tell = () => {
        button.setAttribute('aria-pressed', String(tilted()))
        button.textContent = tilted() ? '2D' : '3D'
      }
      button.addEventListener('click', () => map.easeTo({ pitch: tilted() ? 0 : tiltedPitch }))
      map.on('pitch', tell)
      tell()
      box.append(button)
      return box
    },
    onRemove: () => box.remove(),
  }
}
