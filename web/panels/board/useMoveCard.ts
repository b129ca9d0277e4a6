import { useI18n } from 'vue-i18n'
import type { IncidentState, TakenAction } from '../../../geodata/model/incident.ts'
import type { ActionOffer } from '../../../geodata/model/workOrder.ts'
import type { BoardRow } from '../../api/board.ts'
import { incidentClient } from '../../api/client.ts'
import { Problem } from '../../api/http.ts'
import { useBoardDesk } from '../../stores/boardDesk.ts'
import { useKanban } from '../../stores/kanban.ts'
import { useMessages } from '../../stores/messages.ts'
import type { Group } from '../../stores/stepBatches.ts'
import { useTransitions } from '../../stores/transitions.ts'
import { useProblemText } from '../../ui/problemText.ts'

/** A card that is moved to another state is the step that leads there, if there is one. */
export function useMoveCard(step: (action: TakenAction, rows: BoardRow[]) => void, take: (action: TakenAction, groups: Group[]) => void) {
  const { t } = useI18n()
  const desk = useBoardDesk()
  const transitions = useTransitions()
  const messages = useMessages()
  const kanban = useKanban()
  const problemText = useProblemText()
  const allowed = (from: IncidentState, to: IncidentState) => kanban.question?.at === null && transitions.between(from, to) !== null

  async function moveTo(row: BoardRow, to: IncidentState | null): Promise<void> {
    if (to === null || to === row.state) return
    if (kanban.question && kanban.question.at !== null) return messages.say(t('past.noActions'), 'bad')
    const way = transitions.between(row.state, to)
    const refuse = () => messages.say(t('board.noStep', { from: t(`state.${row.state}`), to: t(`state.${to}`) }), 'bad')
    if (!way) return refuse()
    if (way.subject === 'incident') return step(way.action, [row])
    try {
      // The step is that of an order: which of them, only the details say.
      const { actions } = await incidentClient.read(row.id)
      const offer = (actions as (ActionOffer | string)[]).find((each): each is ActionOffer => typeof each === 'object' && each.action === way.action && each.workOrderId !== null)
      if (!offer) return refuse()
      const order = { id: offer.workOrderId!, needs: offer.needs }
      if (order.needs.length > 0) desk.asking = { action: way.action, rows: [row], order }
      else take(way.action, [{ given: { note: '' }, rows: [{ ...row, workOrderId: order.id }] }])
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      messages.say(problemText(error), 'bad')
    }
  }
  return { moveTo, allowed }
}
