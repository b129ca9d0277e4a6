import type { BlindAt } from '../../../geodata/camera/blindHours.ts'
import type { BlindSpots } from '../../../geodata/model/blindSpot.ts'

type BlindStreet = { key: string; nameZh: string; nameEn: string; class: string; meters: number; blindMeters: number; at: [number, number] }

/** Streets by name, most blind metres first; one is led to in the middle of its worst piece. */
export function blindStreets({ streets }: BlindSpots, { streetMeters }: BlindAt): BlindStreet[] {
  const named = new Map<string, BlindStreet & { worst: number }>()
  streets.forEach(({ nameZh, nameEn, class: kind, line, meters }, i) => {
    const key = nameZh || nameEn || `(${kind})`
    const known = named.get(key) ?? { key, nameZh, nameEn, class: kind, meters: 0, blindMeters: 0, at: line[0]!, worst: -1 }
    known.meters += meters
    known.blindMeters += streetMeters[i]!
    if (streetMeters[i]! > known.worst) Object.assign(known, { worst: streetMeters[i]!, at: line[Math.floor(line.length / 2)]! })
    named.set(key, known)
  })
  return [...named.values()].filter(({ blindMeters }) => blindMeters >= 1).toSorted((a, b) => b.blindMeters - a.blindMeters)
}

/** Cells by what is drawn of them, most first. */
export function blindCells(values: Float64Array, most: number): number[] {
  return [...values.keys()].filter((i) => values[i]! > 0).toSorted((a, b) => values[b]! - values[a]!).slice(0, most)
}
