import type { BriefingFigure } from '../../../geodata/model/briefing.ts'
import type { FigurePart } from '../../api/briefings.ts'

/** Which rows of a figure can be asked for: of which period, or of which side of a share; the first is shown first. */
export function figureParts({ key, value }: Pick<BriefingFigure, 'key' | 'value'>, row: string | null): FigurePart[] {
  if (key.startsWith('indicator.')) return ['denominator', 'numerator']
  if (key === 'queue') return ['now', 'overdue']
  if (key === 'hotspots.kept') return row === null ? ['now'] : ['since', 'found']
  if (value.kind === 'comparison') return value.unit !== 'count' ? ['now'] : value.year ? ['now', 'before', 'year'] : ['now', 'before']
  if (key.startsWith('incidents.') || key === 'hotspot.series') return ['now', 'before', 'year']
  return ['now']
}
