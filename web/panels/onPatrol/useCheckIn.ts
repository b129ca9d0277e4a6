import { useI18n } from 'vue-i18n'
import { uuidv7 } from '../../../geodata/model/id.ts'
import type { CheckIn } from '../../../geodata/model/patrolPlan.ts'
import { useMessages } from '../../stores/messages.ts'
import { usePhoneQueue } from '../../stores/phoneQueue.ts'
import { usePhoneRound } from '../../stores/phoneRound.ts'
import { usePhoneWhereabouts } from '../../stores/phoneWhereabouts.ts'
import type { StopState } from '../../stores/phone/roundState.ts'

/** So long a wrong tap may be taken back before it is sent. */
const undoMilliseconds = 6_000
/** A position that is older says nothing of where one is now. */
const hereMilliseconds = 30_000

/** Writes a check-in onto the phone at once; it is sent a moment later, and until then it may be taken back. */
export function useCheckIn() {
  const { t } = useI18n()
  const queue = usePhoneQueue()
  const round = usePhoneRound()
  const where = usePhoneWhereabouts()
  const messages = useMessages()

  async function takeBack(seq: number) {
    const is = await queue.takeBack(seq)
    messages.say(t(is ? 'onPatrol.takenBack' : 'onPatrol.tooLate'), is ? 'info' : 'bad')
  }
  /** `name`: what the place is called, for the queue. @returns whether the phone has it */
  async function say(kind: CheckIn['kind'], at: StopState | null, name: string, note = ''): Promise<boolean> {
    if (!round.team) return false
    const fix = where.here && queue.now() - where.here.at < hereMilliseconds ? where.here : null
    const body: CheckIn = {
      id: uuidv7(Math.random, queue.now()), teamId: round.team.id, kind, at: new Date(queue.now()).toISOString(), stopId: at?.stop.id ?? null, checkpointId: at?.stop.checkpointId ?? null, hotspotId: at?.stop.hotspotId ?? null,
      note, place: fix ? [fix.lng, fix.lat] : null,
    }
    try {
      const [seq] = await queue.add([{ kind: 'checkIn', body, place: name }], { waitMilliseconds: undoMilliseconds })
      navigator.vibrate?.(40)
      messages.say(t('onPatrol.noted', { kind: t(`onPatrol.kind.${kind}`), place: name }), 'good', undoMilliseconds, { text: t('onPatrol.undo'), run: () => void takeBack(seq!) })
      round.chosenStop = null
      return true
    } catch (error) {
      messages.say(t('onPatrol.brokenHint', { reason: String(error) }), 'bad')
      return false
    }
  }
  const nameOf = (state: StopState) => state.stop.name || (state.stop.kind === 'hotspot' || state.stop.kind === 'checkpoint' ? t('onPatrol.unnamed', { n: state.number }) : t(`onPatrol.stopKind.${state.stop.kind}`))
  return { say, nameOf }
}
