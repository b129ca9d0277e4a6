import type { Vehicle } from '../model/patrolPlan.ts'
import { alongOneEdge, beginAt, entriesOf } from './entries.ts'
import type { StreetGraph } from './graph.ts'
import { piecesBetween, type MatchedPiece, stayPiece } from './matchedPieces.ts'
import { apart, type Observation, observationsOf, type TrackFix, type UnmatchedFix } from './observations.ts'
import { usualSpeed } from './profile.ts'
import { StreetSearch } from './search.ts'
import { type GraphPlace, placesNear } from './snapToGraph.ts'
import { decode } from './trellis.ts'

export type MatchSettings = {
  /** Standard deviation of a fix on each axis. */
  noiseMeters?: number
  /** Gap rule: between fixes farther apart in time than this nobody knows where the device was. */
  gapSeconds?: number
  /** Between fixes nearer in time than this there was no time for another way. */
  certainSeconds?: number
}
export type MatchGap = { fromMs: number; toMs: number; /** No fixes, or no way between them in the time. */ reason: 'silent' | 'apart' }
export type MatchedTrack = { pieces: MatchedPiece[]; gaps: MatchGap[]; unmatched: UnmatchedFix[]; matchedFixes: number }

/** What a fix speaks against a place below the ground, where receivers hear nothing, in natural logarithms: one in twenty. */
const UNDERGROUND = 3
/** Nobody is faster in service. */
const mostMetersPerSecond: Record<Vehicle, number> = { foot: 4, bicycle: 12, car: 45 }
const mostCandidates = 14
/** Beyond this many standard deviations a street does not explain a fix. */
const reachSigmas = 3.5
/** A place is trusted when it, with others at the same spot, is so probable. */
const trusted = 0.8

/** `alive`: candidates to which a whole way leads from the start of the chain. */
type Step = { seen: Observation; at: GraphPlace[]; alive: boolean[]; emission: Float64Array; transition: Float64Array }
type Settings = Required<MatchSettings> & { mostMetersPerSecond: number; passSeconds: number }

/**
 * Where on the streets a track went, by a hidden Markov model (Newson & Krumm 2009): streets near each fix, weighed by distance (normal) and by how much longer than
 * straight the way from the fix before is (exponential). What lies between fixes farther apart than the gap rule says is left open.
 */
export function matchTrack(graph: StreetGraph, fixes: readonly TrackFix[], { noiseMeters = 10, gapSeconds = 180, certainSeconds = 30 }: MatchSettings = {}): MatchedTrack {
  const settings = { noiseMeters, gapSeconds, certainSeconds, mostMetersPerSecond: mostMetersPerSecond[graph.profile], passSeconds: (2 * noiseMeters) / usualSpeed[graph.profile] }
  const { observations, unmatched } = observationsOf(fixes, settings)
  const result: MatchedTrack = { pieces: [], gaps: [], unmatched, matchedFixes: 0 }
  const search = new StreetSearch(graph, 1)
  let chain: Step[] = []
  const close = () => {
    if (chain.length > 0) addChain(search, chain, settings, result)
    chain = []
  }
  const drop = (seen: Observation, reason: UnmatchedFix['reason']) => unmatched.push(...seen.times.map((atMs) => ({ atMs, reason })))
  observations.forEach((seen, i) => {
    const step = candidatesOf(graph, seen, settings)
    if (step.at.length === 0) return drop(seen, 'off_street')
    const last = chain.at(-1)
    if (last && seen.times[0]! - last.seen.times.at(-1)! > gapSeconds * 1000) {
      result.gaps.push({ fromMs: last.seen.times.at(-1)!, toMs: seen.times[0]!, reason: 'silent' })
      close()
    } else if (last) {
      if (!link(search, last, step, settings)) {
        const next = observations[i + 1]
        const beyond = next && candidatesOf(graph, next, settings)
        if (beyond && beyond.at.length > 0 && link(search, last, beyond, settings)) return drop(seen, 'jump')
        result.gaps.push({ fromMs: last.seen.times.at(-1)!, toMs: seen.times[0]!, reason: 'apart' })
        close()
      }
    }
    chain.push(chain.length > 0 ? step : { ...step, alive: step.at.map(() => true) })
  })
  close()
  unmatched.sort((a, b) => a.atMs - b.atMs)
  return result
}

function candidatesOf(graph: StreetGraph, seen: Observation, { noiseMeters }: Settings): Step {
  const sigma = seen.sigmaMeters
  const at = placesNear(graph, seen.place, Math.max(20, reachSigmas * Math.max(sigma, noiseMeters * 0.6))).slice(0, mostCandidates)
  return { seen, at, alive: at.map(() => true), emission: Float64Array.from(at, ({ awayMeters, edge }) => -0.5 * (awayMeters / sigma) ** 2 - (graph.edgeTunnel[edge] ? UNDERGROUND : 0)), transition: new Float64Array(0) }
}

/** Noise makes straight lines too long: a way may be shorter, and is a little likelier then. */
const SHORTER = 0.3
/** Metres by which ways are commonly longer than straight, from noise and from corners between sparse fixes. */
const betaMeters = (from: Observation, to: Observation, noiseMeters: number) => 1 + noiseMeters * 0.12 + 0.06 * apart(from.place, to.place)

/** @returns whether any way leads on from the step before */
function link(search: StreetSearch, from: Step, to: Step, settings: Settings): boolean {
  to.transition = transitions(search, from, to, settings)
  to.alive = to.at.map((_, column) => from.at.some((_place, row) => to.transition[row * to.at.length + column]! > -Infinity))
  return to.alive.includes(true)
}

function transitions(search: StreetSearch, from: Step, to: Step, { noiseMeters, mostMetersPerSecond: fastest }: Settings): Float64Array {
  const straight = apart(from.seen.place, to.seen.place)
  const beta = betaMeters(from.seen, to.seen, noiseMeters)
  const seconds = (to.seen.times.at(-1)! - from.seen.times[0]!) / 1000
  const most = Math.min(fastest * seconds + 4 * noiseMeters, straight + 12 * beta + 60)
  const [rows, columns] = [from.at.length, to.at.length]
  const result = new Float64Array(rows * columns).fill(-Infinity)
  const entries = to.at.map((place) => entriesOf(search.graph, place))
  from.at.forEach((start, row) => {
    if (!from.alive[row]) return
    const left = new Set(entries.flat().map(({ node }) => node))
    search.clear()
    beginAt(search, start, 1)
    // Stairs take twice as long a metre: the limit is of metres.
    search.run((node) => left.delete(node) && left.size === 0, most * 2)
    to.at.forEach((end, column) => {
      let meters = stayed(search.graph, start, end, noiseMeters)
      for (const entry of entries[column]!) if (search.seconds[entry.node]! < Infinity) meters = Math.min(meters, search.meters[entry.node]! + entry.meters)
      if (meters <= most) result[row * columns + column] = -(meters > straight ? meters - straight : (meters - straight) * SHORTER) / beta
    })
  })
  return result
}

/** Along the edge that both are on. Noise may put somebody back a little in a one-way. */
function stayed(graph: StreetGraph, from: GraphPlace, to: GraphPlace, noiseMeters: number): number {
  const along = alongOneEdge(graph, from, to)
  const back = Math.abs(to.offsetMeters - from.offsetMeters)
  return along === Infinity && from.edge === to.edge && back <= 3 * noiseMeters ? back : along
}

/** Two places on one street, or a few steps around a corner from each other: not two streets side by side. */
function isOneSpot(graph: StreetGraph, a: GraphPlace, b: GraphPlace, mostMeters: number): boolean {
  if (a.edge === b.edge || graph.edgeStreet[a.edge] === graph.edgeStreet[b.edge]) return true
  const ends = ({ edge, offsetMeters }: GraphPlace) => [[graph.edgeFrom[edge]!, offsetMeters], [graph.edgeTo[edge]!, graph.edgeMeters[edge]! - offsetMeters]] as const
  return ends(a).some(([node, meters]) => ends(b).some(([other, more]) => node === other && meters + more <= mostMeters))
}

/** From its first fix to its last: all the time of a chain is spent somewhere. */
function addChain(search: StreetSearch, steps: readonly Step[], settings: Settings, result: MatchedTrack): void {
  const chain = steps.map((step, t) => ({ ...step, seen: { ...step.seen, ...(t === 0 && { fromMs: step.seen.times[0]! }), ...(t === steps.length - 1 && { toMs: step.seen.times.at(-1)! }) } }))
  const { graph } = search
  const { path, probabilities } = decode(chain)
  const sure = chain.map(({ at }, t) => {
    const chosen = at[path[t]!]!
    return at.reduce((sum, place, i) => (isOneSpot(graph, chosen, place, 2 * settings.noiseMeters) ? sum + probabilities[t]![i]! : sum), 0) >= trusted
  })
  chain.forEach(({ seen, at }, t) => {
    result.matchedFixes += seen.fixes
    const place = at[path[t]!]!
    const before = chain[t - 1]
    if (before) {
      const span = { fromMs: before.seen.toMs, toMs: seen.fromMs }
      const silentMs = seen.times[0]! - before.seen.times.at(-1)!
      result.pieces.push(...piecesBetween(search, before.at[path[t - 1]!]!, place, span, sure[t - 1]! && sure[t]! && silentMs <= settings.certainSeconds * 1000))
    }
    if (seen.toMs > seen.fromMs) result.pieces.push(stayPiece(graph, place, seen, sure[t]!))
  })
}
