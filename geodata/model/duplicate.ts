import type { DuplicateReasons } from '../analysis/likelyDuplicates.ts'
import type { Incident } from './incident.ts'

/** 疑似重复: an incident that may be the same matter, how likely (0 to 1), and why. */
export type Duplicate = { incident: Incident & { lng: number; lat: number; shape: 'point' | 'line' | 'polygon' }; score: number; reasons: DuplicateReasons }
