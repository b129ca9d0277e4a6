import { checkGeometry } from '../geodata/geometry/checkGeometry.ts'
import { Problem } from './problem.ts'

/** A request's geometry must be one that can be stored; the answer says where it is not. Throws Problem 422. */
export function checkedGeometry(geometry: unknown): void {
  const fault = checkGeometry(geometry)
  if (fault) throw new Problem(422, `geometry ${fault.path} ${fault.reason}`, [{ field: fault.path ? `geometry.${fault.path}` : 'geometry', expected: `a valid geometry; this one ${fault.reason}` }])
}
