import { useI18n } from 'vue-i18n'
import type { TakenAction } from '../../../geodata/model/incident.ts'
import type { BoardRow } from '../../api/board.ts'
import { Problem } from '../../api/http.ts'
import { useBoard } from '../../stores/board.ts'
import { useBoardDesk } from '../../stores/boardDesk.ts'
import { useKanban } from '../../stores/kanban.ts'
import { useMessages } from '../../stores/messages.ts'
import { useStepBatches, type Group, type Refusal } from '../../stores/stepBatches.ts'
import { useTransitions } from '../../stores/transitions.ts'
import { useProblemText } from '../../ui/problemText.ts'

/** Steps for the rows that are chosen: asked for where something is needed, else taken at once, and taken back. */
export function useBoardSteps() {
  const { t } = useI18n()
  const board = useBoard()
  const desk = useBoardDesk()
  const kanban = useKanban()
  const batches = useStepBatches()
  const transitions = useTransitions()
  const messages = useMessages()
  const problemText = useProblemText()

  // The live stream tells it too, but not who has it in hand now, and not while it is broken.
  const refresh = () => Promise.all([board.refresh(), kanban.renew()])
  function failed(error: unknown) {
    if (!(error instanceof Problem)) throw error
    messages.say(problemText(error), 'bad')
  }
  /** What is shown of the past may not be so any more. */
  function isPast() {
    const past = board.question !== null && board.question.at !== null
    if (past) messages.say(t('past.noActions'), 'bad')
    return past
  }
  async function ask(action: TakenAction, given?: BoardRow[]) {
    await board.settled()
    const rows = given ?? board.targets
    if (rows.length === 0 || batches.busy || isPast()) return
    const offer = transitions.offersFor(rows).find((each) => each.action === action)
    if (!offer) return messages.say(t('board.cannot', { action: t(`action.${action}`), n: rows.length }), 'bad')
    if (offer.needs.length > 0 || offer.can.length < rows.length) desk.asking = { action, rows }
    else await take(action, [{ given: { note: '' }, rows: offer.can }])
  }
  async function take(action: TakenAction, groups: readonly Group[], leftOut: Refusal[] = [], others: readonly BoardRow[] = []) {
    desk.asking = null
    if (isPast()) return
    const run = await batches.start(action, groups, leftOut, others)
    // What was done is done; what was refused stays marked, to be looked at.
    const refused = new Set(run.refused.map((each) => each.incidentId))
    if (board.marked.size) board.mark([...board.marked.values()].filter((row) => refused.has(row.id)))
    await refresh()
  }
  async function undo() {
    if (!batches.canUndo) return
    try {
      const refused = await batches.undo()
      if (refused.length) messages.say(t('board.undoRefused', { n: refused.length, reason: refused[0]!.reason }), 'bad')
      await refresh()
    } catch (error) {
      failed(error)
    }
  }
  return { ask, take, undo, failed }
}
