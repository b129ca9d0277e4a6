/** Hours of a week, 0 to 167 from Monday 00:00 on the clocks of the area. */
export const weekHours = 168
/** Of the mercator grid: cells of presence. */
export const blindLevel = 20

/**
 * Ground that nobody watches and nobody visits: what it takes to answer for any hours of the week without asking again. Cells are those of presence (level 20 of the mercator grid, some 35 m), columns run in step.
 */
export type BlindSpots = {
  areaId: number
  /** Patrols and incidents of so many whole days until today. */
  days: number
  level: number
  cells: {
    x: number[]
    y: number[]
    /** Square metres of public ground, and of that what no camera watches always; `turning`: what one may turn to. */
    publicMeters: number[]
    unwatchedMeters: number[]
    turningMeters: number[]
    /** Hours of the week in which a patrol was there, ten seconds or more in all: bit h, hexadecimal of 42 digits, the lowest bits last; empty: never. */
    visits: string[]
  }
  /** Incidents by cell and hour of week, of which the hour is known; `hour` -1: unknown. Voices are left out. */
  incidents: { cell: number[]; hour: number[]; count: number[] }
  /** Pieces of streets, and how many of their metres no camera watches, by cell. */
  streets: { nameZh: string; nameEn: string; class: string; line: [number, number][]; meters: number; cells: number[]; unwatchedMeters: number[] }[]
  /** Cameras whose view is being worked out. */
  due: number
}
