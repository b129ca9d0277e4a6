import { onScopeDispose, shallowRef, type Ref } from 'vue'
import type { PlannedRoute } from '../../../geodata/patrol/evaluate.ts'
import { usePatrolRounds } from '../../stores/patrolRounds.ts'
import { movedStop, type RoundStopOrder, staysAt } from '../../stores/roundEdit.ts'

type Lines = { from: number; to: number; routes: readonly PlannedRoute[] }
/** Less is a click. */
const leastPixels = 6

/** A stop that is dragged over the rows, by mouse, pen or finger. What dropping it there would cost is asked whenever the place changes; Esc lets go of it. */
export function useStopDrag(box: Readonly<Ref<HTMLElement | null>>, lines: () => Lines) {
  const rounds = usePatrolRounds()
  const held = shallowRef<{ id: string; x: number; y: number; moved: boolean; spot: string } | null>(null)

  /** The row under a point, and before which of its stops it lies; what is dragged does not count among them. */
  function spotAt(x: number, y: number, id: string): { team: number; at: number } | null {
    const track = [...(box.value?.querySelectorAll<HTMLElement>('[data-track]') ?? [])].find((each) => { const { top, bottom } = each.getBoundingClientRect(); return y >= top && y < bottom })
    const { from, to, routes } = lines()
    const route = track && routes.find(({ team }) => team === Number(track.dataset.track))
    if (!track || !route) return null
    const { left, width } = track.getBoundingClientRect()
    const seconds = from + ((x - left) / width) * (to - from)
    const stops = route.stops as (PlannedRoute['stops'][number] & RoundStopOrder)[]
    const after = stops.findIndex((stop) => stop.id !== id && (stop.begins + stop.leaves) / 2 > seconds)
    return { team: route.team, at: after < 0 ? stops.length : after }
  }
  function move(event: PointerEvent) {
    const now = held.value
    if (!now) return
    if (!now.moved && Math.hypot(event.clientX - now.x, event.clientY - now.y) < leastPixels) return
    event.preventDefault()
    const spot = spotAt(event.clientX, event.clientY, now.id)
    const key = spot ? `${spot.team}/${spot.at}` : ''
    held.value = { ...now, moved: true, spot: key }
    if (key === now.spot && now.moved) return
    const work = rounds.work!.rounds
    rounds.attempt(!spot || staysAt(work, now.id, spot) ? null : movedStop(work, now.id, spot))
  }
  function up() {
    const [now, { tried }] = [held.value, rounds]
    end()
    if (now?.moved && tried) rounds.change(tried.rounds)
  }
  function end() {
    held.value = null
    rounds.attempt(null)
    window.removeEventListener('pointermove', move)
    window.removeEventListener('pointerup', up)
    window.removeEventListener('pointercancel', end)
    window.removeEventListener('keydown', letGo, true)
  }
  const letGo = (event: KeyboardEvent) => { if (event.key === 'Escape') { event.stopPropagation(); end() } }
  function down(event: PointerEvent, id: string) {
    if (event.button !== 0 || !rounds.work?.problem) return
    // Without this a finger keeps telling the block that it touched first, which may be gone from its row.
    ;(event.target as HTMLElement).releasePointerCapture?.(event.pointerId)
    held.value = { id, x: event.clientX, y: event.clientY, moved: false, spot: '' }
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', up)
    window.addEventListener('pointercancel', end)
    window.addEventListener('keydown', letGo, true)
  }
  onScopeDispose(end)
  return { held, down }
}
