import type { MethodId } from '../model/analysis.ts'
import type { Method } from './method.ts'

type AnyMethod = Method<never>

/** Every method by its id; the command line, the server and the panel read this one list. */
export const methods: Partial<Record<MethodId, AnyMethod>> = {}
