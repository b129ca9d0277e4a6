export const dayHours = 24
export const weekHours = 168

/** Hours between two cells of the grid of days (rows) and hours (columns), as a rectangle of both. */
export function hoursBetween(a: number, b: number): number[] {
  const [dayA, hourA, dayB, hourB] = [Math.floor(a / dayHours), a % dayHours, Math.floor(b / dayHours), b % dayHours]
  const hours: number[] = []
  for (let day = Math.min(dayA, dayB); day <= Math.max(dayA, dayB); day++) for (let hour = Math.min(hourA, hourB); hour <= Math.max(hourA, hourB); hour++) hours.push(day * dayHours + hour)
  return hours
}

/** With these hours chosen too, or without them where all of them were; all or none is no restriction. */
export function withHours(chosen: readonly number[] | null, hours: readonly number[]): number[] | null {
  const known = new Set(chosen ?? [])
  const add = !hours.every((hour) => known.has(hour))
  for (const hour of hours) if (add) known.add(hour)
    else known.delete(hour)
  return known.size === 0 || known.size === weekHours ? null : [...known].toSorted((a, b) => a - b)
}

const everyDay = (wanted: (hour: number, day: number) => boolean) => Array.from({ length: weekHours }, (_, i) => i).filter((i) => wanted(i % dayHours, Math.floor(i / dayHours)))
export const usualHours = {
  night: everyDay((hour) => hour >= 22 || hour < 6),
  daytime: everyDay((hour) => hour >= 6 && hour < 22),
  weekend: everyDay((_, day) => day >= 5),
} as const

/** Seven steps from none to the most: 0 for nothing, then sixths of the most. */
export const hourStep = (count: number, most: number): number => (count === 0 ? 0 : Math.min(6, 1 + Math.floor((count / most) * 5.999)))

/** Where an arrow leads from a cell; undefined for another key. */
export function cellAfter(key: string, at: number): number | undefined {
  const [day, hour] = [Math.floor(at / dayHours), at % dayHours]
  const moves: Record<string, [number, number]> = { ArrowLeft: [day, hour - 1], ArrowRight: [day, hour + 1], ArrowUp: [day - 1, hour], ArrowDown: [day + 1, hour], Home: [day, 0], End: [day, dayHours - 1] }
  const move = moves[key]
  return move && Math.min(6, Math.max(0, move[0])) * dayHours + Math.min(dayHours - 1, Math.max(0, move[1]))
}
