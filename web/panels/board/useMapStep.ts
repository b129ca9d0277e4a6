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
import { useShowOnMap } from './useShowOnMap.ts'

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
  const { view } = useView()
  const showOnMap = useShowOnMap()
  const details = useLoad((signal, id: string) => incidentClient.read(id, signal))

  /** The row that was chosen here last: its selection comes back as news and is none. */
  let mine = ''

  function choose(row: BoardRow) {
    mine = row.id
    board.pinned = board.indexOf(row.id) >= 0 ? null : board.pinned
    showOnMap(row)
  }
  // Each selection is an entry of the history and a question for the details: walking through rows makes one at its end.
  const chooseSoon = useDebounceFn((row: BoardRow) => { if (board.activeRow?.id === row.id) choose(row) }, 250)

  /** @param scroll not when the list was read for another question: that begins at its top */
  async function follow(id: string, scroll = true) {
    const index = board.indexOf(id)
    if (index >= 0) {
      board.pinned = null
      if (board.active !== index) board.moveTo(index)
      if (scroll) show(index)
      return
    }
    if (board.pinned?.id === id) return
    const answer = await details.load(id)
    if (!answer || view.value.selection?.noun !== 'incident' || view.value.selection.id !== id) return
    board.moveTo(-1)
    board.pinned = rowOf(answer)
  }
  const selected = () => (view.value.selection?.noun === 'incident' ? view.value.selection.id : null)
  watch(selected, (id) => {
    if (id === null) board.pinned = null
    else if (id !== mine && board.state === 'ready') void follow(id)
    if (id !== mine) mine = ''
  })
  // A list that was read for another question has no row in hand yet.
  watch(() => board.state === 'ready' && !board.busy && board.active < 0, (lacking) => { const id = selected(); if (lacking && id) void follow(id, false) }, { immediate: true })
  return { choose, chooseSoon }
}
