/** A display that draws nothing for so many looks in a row, while the page itself runs, has lost its way to the glass. */
const mostLooksWithoutFrame = 12
export const lookMilliseconds = 5_000
/** A look that comes later than this says that the whole page stood, which is no sign of lost frames. */
const lateMilliseconds = 2 * lookMilliseconds

/** Counts looks without a frame between them. A page that is slow, asleep or not seen is none that is stuck. */
export function frameWatch() {
  let without = 0
  let before = -Infinity
  return {
    frame() { without = 0 },
    /** @returns whether frames have stopped */
    look(now: number, seen: boolean): boolean {
      without = seen && now - before <= lateMilliseconds ? without + 1 : 0
      before = now
      return without > mostLooksWithoutFrame
    },
  }
}
