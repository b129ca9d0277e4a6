import { hotspotTrend } from '../geodata/analysis/hotspotTrend.ts'
import { linesAsGround } from '../geodata/geometry/linesAsGround.ts'
import { toWkbHex } from '../geodata/format/wkb.ts'
import { bbox } from '../geodata/geometry/bbox.ts'
import type { HotspotKeep } from '../geodata/model/analysis.ts'
import type { AnalysisAnswer, AnalysisUnit, Hotspot, HotspotEvidence } from '../geodata/model/analysisAnswer.ts'
import type { Bbox, Geometry } from '../geodata/model/geometry.ts'
import type { Analyses, Asker } from './analyses.ts'
import type { Sql } from './database.ts'
import { daysOf, periodBefore } from './periodBefore.ts'
import { Problem } from './problem.ts'
import { checkBrief, hotspotById, keepHotspot } from './queries/hotspot.ts'
import { countsOnGround } from './queries/hotspotCounts.ts'

/** More figures of units are not kept with a hotspot; all of them come with the same question again. */
const mostFigures = 200

/** The units that were chosen, of this server's own answer to the question; what a client says of them is not asked. */
function chosenUnits(answer: AnalysisAnswer, wanted: number[]): AnalysisUnit[] {
  const { unitCount, units } = answer.result
  const byIndex = new Map(units.features.map((unit) => [unit.properties.index, unit]))
  return [...new Set(wanted)].map((index) => {
    const unit = byIndex.get(index)
    if (!unit) throw new Problem(422, `units: ${index} is no place of a unit; the answer has ${unitCount} of them`, [{ field: 'units', expected: `places from 0 to ${unitCount - 1} of units that have ground` }])
    return unit
  })
}

const groundOf = (geometry: Geometry): Geometry => (geometry.type === 'LineString' || geometry.type === 'MultiLineString' ? linesAsGround(geometry) : geometry)

function evidenceOf({ result, rows, rowsLeftOut, provenance, backtest }: AnalysisAnswer, units: AnalysisUnit[]): HotspotEvidence {
  const { version, evidence, summary, notes, columns, unitCount } = result
  return { version, evidence, rows, rowsLeftOut, provenance, summary, notes, backtest, columns, units: units.slice(0, mostFigures).map(({ properties }) => properties), unitCount }
}

/** Keeps ground of an answer, computed here or known from before. The same id again answers the row as it is. */
export async function keepGround({ sql, analyses }: { sql: Sql; analyses: Analyses }, asker: Asker, { id, name, note, question, units: wanted }: HotspotKeep, signal: AbortSignal): Promise<{ hotspot: Hotspot | undefined; existed: boolean }> {
  const before = await hotspotById(sql, asker.actor, id)
  if (before) return { hotspot: before, existed: true }
  await checkBrief(sql, asker.actor)
  await analyses.check(asker.actor, question)
  // What was seen is kept: with new rows since, the same place in an answer can be other ground.
  const answer = await analyses.ask(asker, question, { alsoShow: wanted, asSeen: true, signal })
  const units = chosenUnits(answer, wanted)
  const geometries = units.map(({ geometry }) => groundOf(geometry))
  const shapes = geometries.map(toWkbHex)
  const boxes = geometries.map((geometry) => bbox(geometry) ?? [0, 0, 0, 0])
  const box: Bbox = [Math.min(...boxes.map(([w]) => w)), Math.min(...boxes.map(([, s]) => s)), Math.max(...boxes.map(([, , e]) => e)), Math.max(...boxes.map(([, , , n]) => n))]
  const { from, to, method } = question
  const earlier = periodBefore(question)
  const { counts: [incidents = 0, former = 0] } = await countsOnGround(sql, asker.actor, { shapes, bbox: box }, question, [{ from, to }, earlier])
  const [change] = hotspotTrend([{ now: incidents, before: former, nowDays: daysOf({ from, to }), beforeDays: daysOf(earlier) }])
  const evidence = { ...evidenceOf(answer, units), trend: change?.trend }
  return { hotspot: await keepHotspot(sql, asker.actor, { id, name, note, from, to, method, methodVersion: answer.result.version, question, evidence, incidents, shapes }), existed: false }
}
