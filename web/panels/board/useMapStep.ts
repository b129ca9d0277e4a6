import { useDebounceFn } from '@vueuse/core'
import { watch } from 'vue'
import type { WorkOrder } from '../../../geodata/model/workOrder.ts'
import type { IncidentAnswer } from '../../api/answers.ts'
import type { BoardRow } from '../../api/board.ts'
import { incidentClient } from '../../api/client.ts'
import { useBoard } from '../../stores/board.ts'
import { useLoad } from '../../stores/loading.ts'
import { useView } from '../currentView.ts'
import { firstPosition } from '../detail/useFeature.ts'
import { isInSight } from './mapSight.ts'

const shapes = { Point: 'point', MultiPoint: 'point', LineString: 'line', MultiLineString: 'line', Polygon: 'polygon', MultiPolygon: 'polygon' } as const

/** A row made from the details of an incident, for one that the list does not hold. */
export function rowOf({ incident, geometry, orders = [] }: Pick<IncidentAnswer, 'incident' | 'geometry'> & { orders?: WorkOrder[] }): BoardRow {
  const [lng, lat] = firstPosition(geometry) ?? [0, 0]
  const open = orders.filter((order) => ['dispatched', 'accepted', 'handling', 'fed_back'].includes(order.state))
  return { ...incident, lng, lat, shape: shapes[geometry.type], handler: (open.find((order) => order.kind === 'lead') ?? open[0])?.handler ?? '' }
}

/**
 * Keeps the row in hand and the selection of the map the same, both ways.
 * @param show brings a row of the list on screen
 */
export function useMapStep(show: (index: number) => void) {
  const board = useBoard()
  const { view, patch, select } = useView()
  const details = useLoad((signal, id: string) => incidentClient.read(id, signal))

  function choose(row: BoardRow) {
    board.pinned = board.indexOf(row.id) >= 0 ? null : board.pinned
    if (view.value.selection?.noun !== 'incident' || view.value.selection.id !== row.id) select({ noun: 'incident', id: row.id })
    const pane = document.querySelector('.map-pane')
    const magnified = Math.max(1, Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16)
    const size = { width: pane?.clientWidth ?? 1000, height: pane?.clientHeight ?? 600, magnified }
    if (!isInSight(view.value.camera, row, size)) patch({ camera: { ...view.value.camera, lng: row.lng, lat: row.lat } })
  }
  // Each selection is an entry of the history and a question for the details: walking through rows makes one at its end.
  const chooseSoon = useDebounceFn((row: BoardRow) => { if (board.activeRow?.id === row.id) choose(row) }, 250)

  async function follow(id: string) {
    const index = board.indexOf(id)
    if (index >= 0) {
      board.pinned = null
      if (board.active !== index) board.moveTo(index)
      return show(index)
    }
    if (board.pinned?.id === id) return
    const answer = await details.load(id)
    if (!answer || view.value.selection?.noun !== 'incident' || view.value.selection.id !== id) return
    board.moveTo(-1)
    board.pinned = rowOf(answer)
  }
  watch(() => [view.value.selection, board.busy, board.state] as const, ([selection, busy]) => {
    if (busy || board.state !== 'ready') return
    if (selection?.noun === 'incident') void follow(selection.id)
    else board.pinned = null
  }, { immediate: true })
  return { choose, chooseSoon }
}
