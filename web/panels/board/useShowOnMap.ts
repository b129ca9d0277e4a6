import type { BoardRow } from '../../api/board.ts'
import { magnification } from '../../ui/magnification.ts'
import { useView } from '../currentView.ts'
import { isInSight } from './mapSight.ts'

/** Chooses an incident on the map, and moves the map there when the place is not on screen. */
export function useShowOnMap() {
  const { view, patch, select } = useView()
  return (row: BoardRow) => {
    if (view.value.selection?.noun !== 'incident' || view.value.selection.id !== row.id) select({ noun: 'incident', id: row.id })
    const pane = document.querySelector('.map-pane')
    const size = { width: pane?.clientWidth ?? 1000, height: pane?.clientHeight ?? 600, magnified: magnification() }
    if (!isInSight(view.value.camera, row, size)) patch({ camera: { ...view.value.camera, lng: row.lng, lat: row.lat } })
  }
}
