import { uuidv7 } from '../model/id.ts'
import type { IncidentAction, IncidentReport, IncidentResult, Satisfaction, Severity } from '../model/incident.ts'
import type { PositionFix } from '../model/patrol.ts'
import { normal, poisson, type Random } from '../random.ts'
import { createWalker, makeBeats, type Walker } from './beat.ts'
import { townCategories, type TownCategory } from './categories.ts'
import { course, delayHours, givenWith } from './lifecycle.ts'
import { toLngLat, toPlane } from './local.ts'
import { onDuty } from './duty.ts'
import { add } from './plane.ts'
import { rateAt } from './rhythm.ts'
import { drawer } from './spots.ts'
import { createDrift } from './tracks.ts'
import type { Town, TownIncident } from './types.ts'

/** A report as a client would send it, but with the category's code: only a database knows its number. */
export type SimulatedReport = Omit<IncidentReport, 'categoryId'> & { categoryCode: string }
/** A step by name, with what it gives; to whom an order goes, and which order is moved, whoever plays it looks up. */
export type SimulatedStep = { incidentId: string; action: Exclude<IncidentAction, 'report'>; note: string; result?: IncidentResult; satisfaction?: Satisfaction }
export type SimulatedFix = { teamCallSign: string; device: string; fix: PositionFix }
export type SimulationOptions = {
  /** How many times as many new matters as in the town's year; 1 is real time. */
  pace?: number
  fixSeconds?: number
}
export type Simulation = {
  step: (now: string, seconds: number) => { reports: SimulatedReport[]; steps: SimulatedStep[]; fixes: SimulatedFix[] }
}

type Open = { id: string; severity: Severity; next: number; due: number }

const hourMs = 3_600_000

/** New matters lie where the past's matters of the same category lay, a few steps aside. */
function reportLike(model: TownIncident, id: string, at: number, random: Random): SimulatedReport {
  const { geometry, title, address, categoryCode, severity, channel, provenance } = model
  const nearby =
    geometry.type === 'Point'
      ? { ...geometry, coordinates: toLngLat(add(toPlane(geometry.coordinates), [normal(random, 0, 3), normal(random, 0, 3)])) }
      : geometry
  const occurredAt = new Date(at - 60_000 * Math.exp(normal(random, 1, 1))).toISOString()
  return { id, categoryCode, severity, channel, provenance, title, details: '', address, occurredAt, geometry: nearby }
}

/** -1 for what is not on its way: suspended or merged. */
const stageOf = (incident: TownIncident) => course.findIndex((step) => step.to === incident.state)

/** How far in the past a waiting matter's next step may lie: it is spread over the next hours instead of all coming at once. */
function openOf(town: Town, random: Random): Open[] {
  const start = Date.parse(town.now)
  return town.incidents
    .filter((incident) => stageOf(incident) >= 0 && incident.state !== 'archived' && start - Date.parse(incident.reportedAt) < 30 * 24 * hourMs)
    .map((incident) => {
      const next = stageOf(incident) + 1
      const due = Date.parse(incident.log.at(-1)?.at ?? town.now) + delayHours(next, incident.severity, random) * hourMs
      return { id: incident.id, severity: incident.severity, next, due: due < start ? start + random() * 12 * hourMs : due }
    })
}

/** A function that draws the reports of an interval by the year's rhythm. */
function reporter(town: Town, pace: number, random: Random) {
  const byCategory = new Map(townCategories.map((category) => [category.code, [] as TownIncident[]]))
  for (const incident of town.incidents) byCategory.get(incident.categoryCode)?.push(incident)
  const perSecond = (town.incidents.length / (Date.parse(town.now) - Date.parse(town.from))) * 1000
  const total = townCategories.reduce((sum, category) => sum + category.weight, 0)
  return (end: number, seconds: number): { report: SimulatedReport; severity: Severity; at: number }[] => {
    const rates = townCategories.map((category) => ({ category, weight: (category.weight / total) * rateAt(category, end) }))
    const rate = rates.reduce((sum, { weight }) => sum + weight, 0)
    const count = poisson(random, rate * perSecond * seconds * pace)
    const draw = drawer(rates)
    const made = Array.from({ length: count }, () => end - random() * seconds * 1000).toSorted((a, b) => a - b)
    return made.flatMap((at) => {
      const models = byCategory.get((draw(random).category as TownCategory).code) ?? []
      const model = models[Math.floor(random() * models.length)]
      return model ? [{ report: reportLike(model, uuidv7(random, at), at, random), severity: model.severity, at }] : []
    })
  }
}

/** Teams on duty move on and give a fix every few seconds; a team that comes on duty starts at a stop of its beat. */
function patrol(town: Town, fixSeconds: number, random: Random) {
  const beats = makeBeats(town)
  const out = new Map<string, { walker: Walker; drift: ReturnType<typeof createDrift> }>()
  return (end: number, seconds: number): SimulatedFix[] => {
    const fixes: SimulatedFix[] = []
    const every = fixSeconds * 1000
    for (let at = (Math.floor((end - seconds * 1000) / every) + 1) * every; at <= end; at += every) {
      town.teams.forEach((team, t) => {
        if (!onDuty(team, t, at)) return void out.delete(team.callSign)
        const known = out.get(team.callSign) ?? { walker: createWalker(beats, team, random), drift: createDrift(random) }
        out.set(team.callSign, known)
        known.walker.move(fixSeconds)
        const { offset, accuracyMeters } = known.drift()
        const [lng, lat] = toLngLat(add(known.walker.point, offset))
        const speedMetersPerSecond = Math.round(known.walker.speedMetersPerSecond * 100) / 100
        fixes.push({
          teamCallSign: team.callSign,
          device: `pda-${team.callSign}`,
          fix: { at: new Date(at).toISOString(), lng, lat, speedMetersPerSecond, accuracyMeters },
        })
      })
    }
    return fixes
  }
}

/** Plays the present of a town. `step(now, seconds)` gives what happened in the `seconds` that end at `now`; call it with rising times. */
export function createSimulation(town: Town, random: Random, { pace = 1, fixSeconds = 5 }: SimulationOptions = {}): Simulation {
  const report = reporter(town, pace, random)
  const move = patrol(town, fixSeconds, random)
  let open = openOf(town, random)
  return {
    step(now, seconds) {
      const end = Date.parse(now)
      if (Number.isNaN(end) || !(seconds > 0)) throw new RangeError(`expected an instant and seconds above 0, got ${now} and ${seconds}`)
      const reports = report(end, seconds)
      for (const { report: made, severity, at } of reports)
        open.push({ id: made.id, severity, next: 1, due: at + delayHours(1, severity, random) * hourMs })
      const steps: SimulatedStep[] = []
      for (const matter of open) {
        if (matter.due > end) continue
        const step = course[matter.next] as (typeof course)[number]
        steps.push({ incidentId: matter.id, action: step.action as SimulatedStep['action'], note: step.note, ...givenWith(step.action, random) })
        matter.next++
        matter.due = end + (matter.next < course.length ? delayHours(matter.next, matter.severity, random) * hourMs : 0)
      }
      open = open.filter((matter) => matter.next < course.length)
      return { reports: reports.map(({ report: made }) => made), steps, fixes: move(end, seconds) }
    },
  }
}
