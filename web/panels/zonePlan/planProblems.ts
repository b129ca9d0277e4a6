import type { Problem } from '../../api/http.ts'
import type { PlanProblem } from '../../../geodata/model/zonePlan.ts'

/** What the server found wrong with a plan; its refusal carries the list beside the sentence. */
export const problemsOf = (refusal: Problem): PlanProblem[] => (refusal.document as { problems?: PlanProblem[] }).problems ?? []
