import { createIncidentCore } from './incidentCore.ts'
import { answer, type IncidentRequest } from './incidentProtocol.ts'

const core = createIncidentCore()

self.addEventListener('message', (event: MessageEvent<IncidentRequest>) => self.postMessage(answer(core, event.data)))
