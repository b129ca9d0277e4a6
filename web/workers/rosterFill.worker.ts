import type { Roster } from '../../geodata/model/roster.ts'
import { fillRoster } from '../../geodata/roster/fillRoster.ts'

/** Who should come to what is open, beside the page. */
onmessage = ({ data }: MessageEvent<{ roster: Roster; wanted: string[] | null }>) => postMessage(fillRoster(data.roster, data.wanted && new Set(data.wanted)))
