import type { SentenceWords } from './say.ts'
import { doneSentences } from './sentences/done.ts'
import { frameSentences } from './sentences/frame.ts'
import { hotspotSentences } from './sentences/hotspots.ts'
import { incidentSentences } from './sentences/incidents.ts'
import { noteSentences } from './sentences/notes.ts'
import { patrolSentences } from './sentences/patrol.ts'
import { serviceSentences } from './sentences/service.ts'

/** Every sentence that a briefing can say, in both languages. */
export const sentences: SentenceWords = { ...frameSentences, ...incidentSentences, ...serviceSentences, ...hotspotSentences, ...patrolSentences, ...doneSentences, ...noteSentences }
