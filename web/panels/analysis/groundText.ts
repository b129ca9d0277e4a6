import { useI18n } from 'vue-i18n'
import { useFormat } from '../../i18n/format.ts'

/** How evidence, which is kept in English, names the ground that was looked at. */
const grounds: { key: string; pattern: RegExp }[] = [
  { key: 'areas', pattern: /^(?<n>\d+) areas$/ },
  { key: 'populated', pattern: /^(?<n>\d+) areas with population$/ },
  { key: 'streets', pattern: /^(?<n>\d+) street segments, (?<kilometers>[\d.]+) km, points within (?<meters>[\d.]+) m$/ },
  { key: 'pieces', pattern: /^(?<n>\d+) street segments, (?<kilometers>[\d.]+) km, in (?<pieces>\d+) pieces of at most (?<meters>[\d.]+) m$/ },
  { key: 'cellsInside', pattern: /^\d+ polygon\(s\), cells whose middle lies inside: (?<n>\d+) cells of (?<meters>[\d.]+) m$/ },
  { key: 'cellsOccupied', pattern: /^cells with at least one row of the training data: (?<n>\d+) cells of (?<meters>[\d.]+) m$/ },
  { key: 'anywhere', pattern: /^wherever rows lie$/ },
  { key: 'bounded', pattern: /^\d+ polygon\(s\), which set how many neighbours chance brings$/ },
  { key: 'times', pattern: /^times alone$/ },
]

/** Which text says it, and with what; null: it stays as it is. */
export function groundOf(studyArea: string): { key: string; values: Record<string, string> } | null {
  for (const { key, pattern } of grounds) {
    const found = pattern.exec(studyArea)
    if (found) return { key, values: { ...found.groups } }
  }
  return null
}

export function useGroundText() {
  const { t } = useI18n()
  const format = useFormat()
  return (studyArea: string): string => {
    const ground = groundOf(studyArea)
    return ground ? t(`analysis.ground.${ground.key}`, Object.fromEntries(Object.entries(ground.values).map(([key, value]) => [key, format.number(Number(value), 1)]))) : studyArea
  }
}
