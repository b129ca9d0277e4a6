import type { PatrolRoute } from '../model/patrolPlan.ts'

type Round = Pick<PatrolRoute, 'stops' | 'line'> & { callSign: string }

/** Characters that XML 1.0 cannot hold, also escaped, are left out. */
// eslint-disable-next-line no-control-regex
const unfit = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }
const text = (value: string) => value.replace(unfit, '').replace(/[&<>"']/g, (sign) => escapes[sign] ?? '')
const degrees = (value: number) => value.toFixed(7).replace(/\.?0+$/, '')
const point = (tag: string, [lng, lat]: readonly [number, number], inside = '') => `<${tag} lat="${degrees(lat)}" lon="${degrees(lng)}"${inside ? `>${inside}</${tag}>` : '/>'}`

/** Rounds as GPX 1.1 (topografix.com/GPX/1/1): for each team a route of its stops with the times they begin, and the way on the streets as a track. */
export function patrolGpx(plan: { name: string; from: string }, rounds: readonly Round[]): string {
  const rtepts = ({ stops }: Round) => stops.map(({ place, name, kind, arrivesAt, leavesAt }) =>
    point('rtept', place, `<time>${arrivesAt}</time><name>${text(name || kind)}</name><desc>${arrivesAt}/${leavesAt}</desc><type>${kind}</type>`)).join('\n')
  const track = ({ callSign, line }: Round) => (line ? `<trk><name>${text(callSign)}</name><trkseg>\n${line.map((place) => point('trkpt', place)).join('\n')}\n</trkseg></trk>` : '')
  return `<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="Fangcun" xmlns="http://www.topografix.com/GPX/1/1">
<metadata><name>${text(plan.name)}</name><time>${plan.from}</time></metadata>
${rounds.map((round) => `<rte><name>${text(round.callSign)}</name>\n${rtepts(round)}\n</rte>`).join('\n')}
${rounds.map(track).filter(Boolean).join('\n')}
</gpx>
`
}
