import type { AnalysisInput, AnalysisResult } from '../../geodata/analysis/method.ts'
import { unitCount } from '../../geodata/analysis/unitFeatures.ts'
import { unitFinder } from '../../geodata/analysis/unitFinder.ts'
import type { Presence } from '../queries/analysisGround.ts'

/** Minutes that patrols were present in each unit over the window, as the column `patrolMinutes`: who looks more finds more. A cell of presence counts where its middle lies. */
export function addPresence(result: AnalysisResult, input: AnalysisInput, presence: Presence | null, snapMeters: number): void {
  if (!presence || result.units.kind === 'none') return
  const minutes = new Float64Array(unitCount(result.units))
  const find = unitFinder(result.units, input, snapMeters)
  presence.seconds.forEach((seconds, i) => {
    const [x, y] = input.plane.forward([presence.lng[i] as number, presence.lat[i] as number])
    for (const unit of find(x, y)) minutes[unit] = (minutes[unit] as number) + seconds / 60
  })
  result.columns.patrolMinutes = minutes.map((value) => Math.round(value * 10) / 10)
}
