import type { TakenAction } from '../../../geodata/model/incident.ts'

/** Letters for steps, while the board has the focus. L, F, M, P and B belong to the page. */
export const actionKeys: Partial<Record<TakenAction, string>> = {
  register: 'R', dispatch: 'D', categorise: 'C', merge: 'G', verify: 'V', close: 'X', call_back: 'K', archive: 'A', suspend: 'S', resume: 'U', extend: 'E', refuse: 'N', reopen: 'O', unmerge: 'W',
}
const byKey = new Map(Object.entries(actionKeys).map(([action, key]) => [key!.toLowerCase(), action as TakenAction]))

export type BoardMoves = {
  active(): number
  count(): number
  perPage(): number
  move(index: number): void
  extend(index: number): void
  toggle(): void
  open(): void
  all(): void
  undo(): void
  /** @returns whether there was something to clear */
  clear(): boolean
  step(action: TakenAction): void
}

/** What a key does in the list. @returns whether it did something */
export function pressed(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>, board: BoardMoves): boolean {
  const command = event.ctrlKey || event.metaKey
  if (event.altKey) return false
  const letter = event.key.toLowerCase()
  if (command) {
    if (letter === 'a') board.all()
    else if (letter === 'z' && !event.shiftKey) board.undo()
    else return false
    return true
  }
  const target = targetOf(event.key, board)
  if (target !== null) {
    if (event.shiftKey) board.extend(target)
    else board.move(target)
    return true
  }
  if (event.key === ' ') board.toggle()
  else if (event.key === 'Enter') board.open()
  else if (event.key === 'Escape') return board.clear()
  else if (!event.shiftKey && byKey.has(letter)) board.step(byKey.get(letter)!)
  else return false
  return true
}

function targetOf(key: string, board: BoardMoves): number | null {
  const last = board.count() - 1
  if (last < 0) return null
  const at = board.active()
  const places: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at < 0 ? 0 : at - 1, PageDown: Math.max(at, 0) + board.perPage(), PageUp: at - board.perPage(), Home: 0, End: last }
  const place = places[key]
  return place === undefined ? null : Math.min(last, Math.max(0, place))
}
