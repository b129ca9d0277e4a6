import { computed, shallowRef, type Ref } from 'vue'
import type { WallRect, WallScreen } from '../../../geodata/model/mapWall.ts'
import { overlap, snapMove, snapResize, tidyPlace } from '../../../geodata/wall/arrange.ts'

type Hold = { kind: 'move' | 'size' | 'new'; id: string | null; from: WallRect; at: { x: number; y: number } }
/** A rectangle that is drawn smaller than this was a slip. */
const leastDrawnMm = 60
const reachPixels = 10

/** The hand on the rectangles of a wall: moves, resizes, draws. Nothing is kept before the hand lets go. */
export function useDraw(screens: () => readonly WallScreen[], bezel: () => { x: number; y: number }, mmPerPixel: Ref<number>, keep: (id: string, place: WallRect) => void, add: (place: WallRect) => void) {
  const hold = shallowRef<Hold | null>(null)
  const drawn = shallowRef<WallRect | null>(null)
  const others = (id: string | null) => screens().filter((each) => each.id !== id).map(({ place }) => place)
  const clash = computed(() => drawn.value !== null && others(hold.value?.id ?? null).some((other) => overlap(other, drawn.value!)))

  function take(kind: Hold['kind'], id: string | null, from: WallRect, event: PointerEvent) {
    if (event.button !== 0) return
    ;(event.currentTarget as Element).setPointerCapture(event.pointerId)
    hold.value = { kind, id, from, at: { x: event.clientX, y: event.clientY } }
    drawn.value = kind === 'new' ? null : from
  }
  function move(event: PointerEvent) {
    const held = hold.value
    if (!held) return
    const [dx, dy] = [(event.clientX - held.at.x) * mmPerPixel.value, (event.clientY - held.at.y) * mmPerPixel.value]
    const [near, reach] = [others(held.id), event.altKey ? 0 : reachPixels * mmPerPixel.value]
    if (held.kind === 'move') drawn.value = snapMove({ ...held.from, x: held.from.x + dx, y: held.from.y + dy }, near, bezel(), reach)
    else if (held.kind === 'size') drawn.value = snapResize({ ...held.from, width: held.from.width + dx, height: held.from.height + dy }, near, bezel(), reach)
    else if (Math.abs(dx) >= leastDrawnMm && Math.abs(dy) >= leastDrawnMm) {
      const corner = { x: held.from.x + Math.min(0, dx), y: held.from.y + Math.min(0, dy), width: Math.abs(dx), height: Math.abs(dy) }
      drawn.value = snapResize(snapMove(corner, near, bezel(), reach), near, bezel(), reach)
    }
  }
  function release() {
    const [held, place, clashing] = [hold.value, drawn.value, clash.value]
    hold.value = drawn.value = null
    if (!held || !place || clashing) return
    if (held.kind === 'new') add(place)
    else if (JSON.stringify(place) !== JSON.stringify(held.from)) keep(held.id!, place)
  }
  const cancel = () => { hold.value = drawn.value = null }
  /** The keys: arrows move by a centimetre, with Alt by a millimetre, with Shift they resize. */
  function press(screen: WallScreen, event: KeyboardEvent) {
    const step = event.altKey ? 1 : 10
    const [dx, dy] = ({ ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] } as Record<string, [number, number]>)[event.key] ?? [0, 0]
    if (!dx && !dy) return
    event.preventDefault()
    event.stopPropagation()
    const { x, y, width, height } = screen.place
    const place = tidyPlace(event.shiftKey ? { x, y, width: width + dx, height: height + dy } : { x: x + dx, y: y + dy, width, height })
    if (!others(screen.id).some((other) => overlap(other, place))) keep(screen.id, place)
  }
  return { hold, drawn, clash, take, move, release, cancel, press }
}
