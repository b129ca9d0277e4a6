import { lixelsOf } from '../../../geodata/analysis/lixels.ts'
import { networkDensity, type Split } from '../../../geodata/analysis/networkDensity.ts'
import { streetNetwork } from '../../../geodata/analysis/streetNetwork.ts'
import type { MetersXY } from '../../../geodata/geometry/lngLat.ts'
import { fixture } from '../samples.ts'
import type { ParityCase } from './case.ts'

type Places = { edge: number[]; share: number[] }
type Net = { name: string; bandwidthMeters: number; vertices: MetersXY[]; edges: [number, number][]; events: Places } & Record<Split, Places & { perMeter: number[] }>

/** Density at places on a net, by lixels of a decimetre. */
function networkCases(): ParityCase[] {
  const { package: reference, nets } = fixture('network_spatstat.json') as { package: string; nets: Net[] }
  return nets.flatMap(({ name, bandwidthMeters, vertices, edges, events, ...answers }) => {
    const network = streetNetwork(edges.map(([a, b]) => [vertices[a]!, vertices[b]!]))
    const lixels = lixelsOf(network, 0.1)
    const along = ({ edge, share }: Places) => share.map((part, i) => part * network.lengths[edge[i]!]!)
    return (['continuous', 'discontinuous'] as const).flatMap((split): ParityCase[] => {
      const mass = networkDensity(network, lixels, { links: events.edge, alongMeters: along(events) }, { bandwidthMeters, split, deadEnds: split === 'continuous' ? 'reflect' : 'stop' })
      const { edge, perMeter } = answers[split]
      const places = along(answers[split])
      const ours = perMeter.map((_, i) => mass[lixels.start[edge[i]!]! + Math.floor(places[i]! / lixels.meters[edge[i]!]!)]! / lixels.meters[edge[i]!]!)
      const away = Math.max(...ours.map((value, i) => Math.abs(value - perMeter[i]!))) / perMeter[0]!
      const what = (text: string) => `${name}, ${edges.length} streets, equal split ${split}, ${bandwidthMeters} m: ${text}`
      return [
        { method: 'network_kde', what: what('events per metre where it is densest'), reference: `${reference} densityEqualSplit`, theirs: perMeter[0]!, ours: ours[0]!, tolerance: 1e-3, relative: true },
        { method: 'network_kde', what: what(`largest difference at ${perMeter.length} places, as a share of that`), reference: `${reference} densityEqualSplit`, theirs: 0, ours: away, tolerance: 1e-3 },
      ]
    })
  })
}

export const cases = (): ParityCase[] => [...networkCases()]
