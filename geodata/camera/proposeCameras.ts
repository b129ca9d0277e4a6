import type { CameraAlternative, CameraAlternativeKind, CameraPlacementAnswer, CameraPlacementFigures, CameraPlacementQuestion, CameraPlacementStage, PlacedSite, PlacementProof, PlacementRows } from '../model/cameraPlacement.ts'
import { candidateViews, type Candidates, coverOfCells, rangeOf } from './candidateViews.ts'
import type { Cover, SiteLimits } from './cover.ts'
import type { Placement } from './placement.ts'
import { type PlacementScene, placementScene } from './placementScene.ts'
import { groundKinds } from './publicGround.ts'
import { viewshed } from './viewshed.ts'
import { wallsOf } from './nearFootprints.ts'

/** Chooses, and says how good the choice is: greedy with a bound, or better with a solver behind it. */
export type Choose = (cover: Cover, limits: SiteLimits, seconds: number) => Placement & { proof: PlacementProof; gap: number }
type Told = (stage: CameraPlacementStage, share: number) => void

/** Why there is nothing to propose. */
export class PlacementRefusal extends Error {
  override name = 'PlacementRefusal'
  readonly code: 'no_public_ground' | 'no_mounts' | 'nothing_seen'
  readonly field: string
  constructor(code: PlacementRefusal['code'], field: string, message: string) {
    super(message)
    this.code = code
    this.field = field
  }
}

/** A share without what the summing of many small ones leaves. */
const tidy = (value: number) => Math.min(1, Number(value.toFixed(9)))
/** More metres of walls of homes in view than this, near enough to look in, is facing windows. */
const windowWallMeters = 1.5

/** Proposes cameras for the ground: candidates with what they truly see, what is watched already kept, chosen for worth less the ground of homes that they look at. @throws PlacementRefusal */
export function proposeCameras(rows: PlacementRows, question: CameraPlacementQuestion, choose: Choose, told: Told): CameraPlacementAnswer {
  told('ground', 0)
  const scene = placementScene(rows, question)
  if (scene.publicCells === 0) throw new PlacementRefusal('no_public_ground', 'areaId', 'there is no public ground here: all of it is under buildings, in estates or water')
  told('mounts', 1)
  if (scene.mounts.length === 0) throw new PlacementRefusal('no_mounts', 'mounts', 'there is nothing here that a camera could hang on; choose other mounts or draw some')
  const found = candidateViews(scene.mounts, question.offers, scene.ground, { ...scene.index, windowMeters: question.windowMeters ?? 15 }, (share) => told('views', share))
  if (found.views.length === 0) throw new PlacementRefusal('nothing_seen', 'mounts', 'no mount here sees public ground')
  const kinds = regards(question)
  const alternatives = kinds.map((regard, i) => {
    told('search', i / kinds.length)
    return alternativeOf(regard, { scene, found, question, choose, seconds: question.seconds / kinds.length })
  })
  const same = (a: CameraAlternative, b: CameraAlternative) => JSON.stringify(a.sites) === JSON.stringify(b.sites)
  return {
    question, ground: groundFigures(rows, scene, found),
    // One that chooses the same cameras as another says nothing new.
    alternatives: alternatives.filter((one, i) => !alternatives.slice(0, i).some((before) => same(one, before))),
    notes: notesOf(rows, scene, question),
  }
}

type Regard = { kind: CameraAlternativeKind; homesCost: number; windowMeters: number | null }

function regards({ homesCost, windowMeters, alternatives }: CameraPlacementQuestion): Regard[] {
  const all: Regard[] = [{ kind: 'asked', homesCost, windowMeters }, { kind: 'homes_strict', homesCost: Math.max(1, homesCost * 4), windowMeters: windowMeters ?? 15 }, { kind: 'homes_free', homesCost: 0, windowMeters: null }]
  return all.slice(0, alternatives)
}

type Search = { scene: PlacementScene; found: Candidates; question: CameraPlacementQuestion; choose: Choose; seconds: number }

function alternativeOf({ kind, homesCost, windowMeters }: Regard, search: Search): CameraAlternative {
  const { scene, found, question: { offers, count, budget }, choose, seconds } = search
  const { worth } = scene.demand
  const open = worth.map((each, cell) => (scene.watched[cell] ? 0 : each))
  const watchedBefore = tidy(worth.reduce((sum, each, cell) => sum + (scene.watched[cell] ? each : 0), 0))
  const priceOf = (view: number) => offers[found.views[view]!.offer]!.price
  const placement = choose(coverOfCells(found, open), {
    count,
    cost: Float64Array.from(found.views, (_, view) => (homesCost * (found.homesStart[view + 1]! - found.homesStart[view]!)) / scene.publicCells),
    banned: windowMeters === null ? [] : [...found.views.keys()].filter((view) => found.windows[view]! > windowWallMeters),
    kind: Uint8Array.from(found.views, ({ offer }) => offer), mostOfKind: offers.map(({ most }) => Math.min(count, most ?? count)),
    ...(budget === null ? {} : { budget, price: Float64Array.from(found.views, (_, view) => priceOf(view)) }),
  }, seconds)
  const sites = sitesOf(placement.sites, search)
  return { kind, homesCost, windowMeters, sites, figures: { ...figuresOf(placement.sites, search, watchedBefore), cost: placement.cost, bound: tidy(watchedBefore + placement.bound), gap: placement.gap, proof: placement.proof } }
}

function sitesOf(chosen: readonly number[], { scene, found, question }: Search): PlacedSite[] {
  const taken = Uint8Array.from(scene.watched)
  return chosen.map((view): PlacedSite => {
    const { mount, offer: at, azimuthDegrees } = found.views[view]!
    const [{ kind: mountKind, xMeters, yMeters }, offer] = [scene.mounts[mount]!, question.offers[at]!]
    let gain = 0
    for (const cell of found.cells.subarray(found.start[view], found.start[view + 1])) if (!taken[cell]) {
      taken[cell] = 1
      gain += scene.demand.worth[cell]!
    }
    const rangeMeters = Number(rangeOf(offer).toFixed(1))
    const ring = viewshed({ xMeters, yMeters, azimuthDegrees: azimuthDegrees ?? 0, fieldOfViewDegrees: azimuthDegrees === null ? 360 : offer.fieldOfViewDegrees, rangeMeters }, wallsOf(scene.index.all.near(xMeters, yMeters, rangeMeters)))
    const degrees = (x: number, y: number) => scene.plane.inverse([x, y]).map((value) => Number(value.toFixed(7))) as [number, number]
    const outline = Array.from({ length: ring.length / 2 }, (_, i) => degrees(ring[2 * i]!, ring[2 * i + 1]!))
    const [lng, lat] = degrees(xMeters, yMeters)
    return {
      mount: mountKind, kind: offer.kind, azimuthDegrees, fieldOfViewDegrees: offer.fieldOfViewDegrees, rangeMeters, heightMeters: offer.heightMeters, pixels: offer.pixels, gain: Number(gain.toFixed(6)), lng, lat,
      seen: { type: 'Polygon', coordinates: [[...outline, outline[0]!]] },
    }
  })
}

function figuresOf(chosen: readonly number[], { scene, found, question: { offers } }: Search, watchedBefore: number): Omit<CameraPlacementFigures, 'cost' | 'bound' | 'gap' | 'proof'> {
  const { worth, incidents, counted } = scene.demand
  const watched = Uint8Array.from(scene.watched)
  const homes = new Set<number>()
  const byKind = { fixed: 0, ptz: 0, dome: 0 }
  for (const view of chosen) {
    const { kind } = offers[found.views[view]!.offer]!
    byKind[kind]++
    for (const cell of found.cells.subarray(found.start[view], found.start[view + 1])) watched[cell] = Math.max(watched[cell]!, kind === 'ptz' ? 1 : 2)
    for (const cell of found.homes.subarray(found.homesStart[view], found.homesStart[view + 1])) homes.add(cell)
  }
  const square = scene.ground.cellMeters ** 2
  const sum = (values: Float64Array | null, mask: (cell: number) => boolean) => watched.reduce((total, _, cell) => total + (mask(cell) ? (values ? values[cell]! : square) : 0), 0)
  const share = (part: number) => (counted === 0 ? 0 : tidy(part / counted))
  return {
    cameras: chosen.length, price: chosen.reduce((total, view) => total + offers[found.views[view]!.offer]!.price, 0), byKind,
    watchedBefore, watched: tidy(sum(worth, (cell) => watched[cell]! > 0)),
    publicBefore: sum(null, (cell) => scene.watched[cell]! > 0), publicWatched: sum(null, (cell) => watched[cell]! > 0), publicTurning: sum(null, (cell) => watched[cell] === 1),
    incidentsBefore: share(sum(incidents, (cell) => scene.watched[cell]! > 0)), incidentsWatched: share(sum(incidents, (cell) => watched[cell]! > 0)),
    homesSquareMeters: homes.size * square,
  }
}

function groundFigures(rows: PlacementRows, { ground, publicCells, demand, mounts }: PlacementScene, found: Candidates): CameraPlacementAnswer['ground'] {
  const square = ground.cellMeters ** 2
  const of = (kind: PlacedSite['mount']) => mounts.filter((mount) => mount.kind === kind).length
  return {
    cellMeters: ground.cellMeters, publicSquareMeters: publicCells * square, homesSquareMeters: ground.kinds.reduce((sum, kind) => sum + (kind === groundKinds.shared ? square : 0), 0),
    incidents: demand.counted, incidentsLeftOut: demand.leftOut, mounts: { street_light: of('street_light'), corner: of('corner'), facade: of('facade'), drawn: of('drawn') },
    candidates: found.views.length, facingWindows: found.windows.reduce((sum, meters) => sum + Number(meters > windowWallMeters), 0), camerasKept: rows.camerasKept + rows.planned.length,
  }
}

function notesOf(rows: PlacementRows, scene: PlacementScene, { mounts, weights }: CameraPlacementQuestion): CameraPlacementAnswer['notes'] {
  return [
    ...(rows.camerasDue > 0 ? [{ code: 'views_due', values: { cameras: rows.camerasDue } }] : []),
    ...(mounts.includes('street_light') && rows.lights.length === 0 ? [{ code: 'no_lights' }] : []),
    ...(scene.mountsLeftOut > 0 ? [{ code: 'mounts_thinned', values: { taken: scene.mounts.length, left: scene.mountsLeftOut } }] : []),
    ...(weights.incidents > 0 && scene.demand.counted === 0 ? [{ code: 'no_incidents' }] : []),
    ...(scene.demand.leftOut > 0 ? [{ code: 'incidents_left_out', values: { incidents: scene.demand.leftOut } }] : []),
  ]
}
