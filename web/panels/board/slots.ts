/**
 * Gives each drawn row an element: a row keeps its own while it is drawn, one that comes takes that of one that went. Making elements anew
 * is most of what scrolling costs.
 */
export function createSlots() {
  let slotOf = new Map<number, number>()
  let made = 0
  /** @param indexes the rows that are drawn, ascending @returns the slot of each */
  return (indexes: readonly number[]): number[] => {
    const drawn = new Set(indexes)
    const free = [...slotOf].filter(([index]) => !drawn.has(index)).map(([, slot]) => slot)
    slotOf = new Map(indexes.map((index) => [index, slotOf.get(index) ?? free.shift() ?? made++]))
    return [...slotOf.values()]
  }
}
