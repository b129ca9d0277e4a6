import { z } from 'zod'
import { AnalysisQuestion } from '../../geodata/model/analysis.ts'
import { Id } from '../../geodata/model/id.ts'
import { IncidentState, Provenance } from '../../geodata/model/incident.ts'
import { Day, Instant } from '../../geodata/model/time.ts'
import { CoverChoice, LayerId, Selection, standardCover, TimeWindow, View, ZoneFigure, ZoneStyle } from '../../geodata/model/view.ts'

export type UrlQuery = Record<string, string>
const fixed = (value: number, digits: number) => String(Number(value.toFixed(digits)))
const list = (values: readonly (string | number)[]) => values.join(',')

function cameraText({ lng, lat, zoom, bearing, pitch }: View['camera']): string {
  const turned = Number(bearing.toFixed(1)) !== 0 || Number(pitch.toFixed(1)) !== 0
  return [fixed(lng, 6), fixed(lat, 6), fixed(zoom, 2), ...(turned ? [fixed(bearing, 1), fixed(pitch, 1)] : [])].join(',')
}

function selectionText(selection: Selection): string {
  return selection.noun === 'point' ? `point:${fixed(selection.lng, 6)},${fixed(selection.lat, 6)}` : `${selection.noun}:${selection.id}`
}

/** Short keys, readable values. What equals the default is left out, except the camera: a link must open the same place. */
export function encodeView(view: View, defaults: View): UrlQuery {
  const query: UrlQuery = { c: cameraText(view.camera) }
  const put = (key: string, text: string, standard: string) => { if (text !== standard) query[key] = text }
  const orAll = (values: readonly (string | number)[] | null) => (values === null ? '*' : list(values))
  put('l', list(view.layers), list(defaults.layers))
  put('z', view.zoneFigure, defaults.zoneFigure)
  put('zs', styleText(view.zoneStyle), styleText(defaults.zoneStyle))
  put('t', timeText(view.time), timeText(defaults.time))
  put('cat', orAll(view.categoryIds), orAll(defaults.categoryIds))
  put('st', orAll(view.states), orAll(defaults.states))
  put('sev', String(view.minSeverity), String(defaults.minSeverity))
  put('by', orAll(view.provenance), orAll(defaults.provenance))
  put('hw', view.hoursOfWeek === null ? '*' : rangesText(view.hoursOfWeek), '*')
  put('area', String(view.areaId ?? '*'), '*')
  if (view.compare) query.vs = timeText(view.compare)
  put('theme', view.theme, defaults.theme)
  if (view.at) query.at = view.at
  if (view.zonesOn) query.day = view.zonesOn
  if (view.zonesBeside) query.vsday = view.zonesBeside
  if (view.planId) query.plan = view.planId
  if (view.cameraPlanId) query.cplan = view.cameraPlanId
  put('cov', coverText(view.cover ?? standardCover), coverText(standardCover))
  if (view.analysis) query.q = JSON.stringify(shortQuestion(view.analysis))
  if (view.selection) query.s = selectionText(view.selection)
  return query
}

/** Without what is the default anyway: links are read out and pasted. */
function shortQuestion({ from, to, method, ...rest }: AnalysisQuestion): object {
  const standard: Record<string, unknown> = AnalysisQuestion.parse({ method, from, to })
  return { method, from, to, ...Object.fromEntries(Object.entries(rest).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(standard[key]))) }
}
function readJson(text: string): unknown {
  try { return JSON.parse(text) } catch { return null }
}

const styleText = ({ cut, classes, palette, smoothed }: ZoneStyle) => `${cut}-${classes}-${palette}-${smoothed ? 'smoothed' : 'plain'}`
/** The way back; anything else is refused by the schema. */
function rawStyle(text: string): unknown {
  const [cut, classes, palette, smoothed, ...more] = text.split('-')
  return more.length ? null : { cut, classes: decimal.safeParse(classes).data, palette, smoothed: smoothed === 'smoothed' ? true : smoothed === 'plain' ? false : null }
}

const coverText = ({ hours, teamId, unvisitedHours }: CoverChoice) => [hours ?? '*', teamId ?? '*', unvisitedHours].join('-')
function rawCover(text: string): unknown {
  const [hours, teamId, unvisitedHours, ...more] = text.split('-').map((part) => (part === '*' ? null : decimal.safeParse(part).data))
  return more.length ? null : { hours, teamId, unvisitedHours }
}

const timeText = (time: TimeWindow) => ('lastHours' in time ? `${time.lastHours}h` : `${time.from}~${time.to}`)
/** Ascending numbers as ranges: `0-4,12`; all 168 hours would make a long link. */
function rangesText(values: readonly number[]): string {
  const ranges: [number, number][] = []
  for (const value of values.toSorted((a, b) => a - b)) {
    const last = ranges.at(-1)
    if (last && value === last[1] + 1) last[1] = value
    else ranges.push([value, value])
  }
  return ranges.map(([first, end]) => (first === end ? `${first}` : `${first}-${end}`)).join(',')
}

function numbersOf(text: string): number[] | null | undefined {
  if (text === '*') return null
  const numbers: number[] = []
  for (const part of words(text)) {
    const [, first, end = first] = /^(\d{1,3})(?:-(\d{1,3}))?$/.exec(part) ?? []
    if (first === undefined || Number(first) > Number(end)) return undefined
    for (let value = Number(first); value <= Number(end); value++) numbers.push(value)
  }
  return numbers
}

const words = (text: string) => (text === '' ? [] : text.split(','))
const wordsOrAll = (text: string) => (text === '*' ? null : words(text))
/** A plain decimal only: `Number` alone would take '', '0x10' and '1e9'. */
const decimal = z.string().regex(/^-?\d{1,9}(\.\d+)?$/).transform(Number)

const Camera = z
  .union([z.tuple([decimal, decimal, decimal]), z.tuple([decimal, decimal, decimal, decimal, decimal])])
  .transform(([lng, lat, zoom, bearing = 0, pitch = 0]) => ({ lng, lat, zoom, bearing, pitch }))
  .pipe(View.shape.camera.refine(({ lng, lat, bearing }) => Math.abs(lng) <= 180 && Math.abs(lat) <= 90 && Math.abs(bearing) <= 360))

function rawTime(text: string): unknown {
  const hours = /^(\d{1,5})h$/.exec(text)
  if (hours) return { lastHours: Number(hours[1]) }
  const [from, to] = text.split('~')
  return { from, to }
}

function rawSelection(text: string): unknown {
  const [noun, value = ''] = text.split(/:(.*)/s)
  if (noun === 'point') {
    const [lng, lat] = z.tuple([decimal, decimal]).safeParse(value.split(',')).data ?? []
    return { noun, lng, lat }
  }
  return { noun, id: noun === 'incident' || noun === 'hotspot' ? value : decimal.safeParse(value).data }
}

const Ordered = TimeWindow.refine((time) => 'lastHours' in time || Date.parse(time.from) < Date.parse(time.to))
const InWorld = Selection.refine((selection) => selection.noun !== 'point' || (Math.abs(selection.lng) <= 180 && Math.abs(selection.lat) <= 90))

/** One entry a key: which field of the view it sets and how its text is judged. */
const parts: { [key: string]: { field: keyof View; parse(text: string): { success: boolean; data?: unknown } } } = {
  c: { field: 'camera', parse: (text) => Camera.safeParse(text.split(',')) },
  l: { field: 'layers', parse: (text) => z.array(LayerId).safeParse(words(text)) },
  z: { field: 'zoneFigure', parse: (text) => ZoneFigure.safeParse(text) },
  zs: { field: 'zoneStyle', parse: (text) => ZoneStyle.safeParse(rawStyle(text)) },
  t: { field: 'time', parse: (text) => Ordered.safeParse(rawTime(text)) },
  cat: { field: 'categoryIds', parse: (text) => z.array(decimal.pipe(z.int().min(0))).nullable().safeParse(wordsOrAll(text)) },
  st: { field: 'states', parse: (text) => z.array(IncidentState).nullable().safeParse(wordsOrAll(text)) },
  sev: { field: 'minSeverity', parse: (text) => decimal.pipe(View.shape.minSeverity).safeParse(text) },
  by: { field: 'provenance', parse: (text) => z.array(Provenance).nullable().safeParse(wordsOrAll(text)) },
  hw: { field: 'hoursOfWeek', parse: (text) => View.shape.hoursOfWeek.safeParse(numbersOf(text) ?? (text === '*' ? null : text)) },
  area: { field: 'areaId', parse: (text) => decimal.pipe(z.int().min(1)).nullable().safeParse(text === '*' ? null : text) },
  vs: { field: 'compare', parse: (text) => Ordered.safeParse(rawTime(text)) },
  theme: { field: 'theme', parse: (text) => View.shape.theme.safeParse(text) },
  q: { field: 'analysis', parse: (text) => AnalysisQuestion.refine(({ from, to }) => Date.parse(from) < Date.parse(to)).safeParse(readJson(text)) },
  at: { field: 'at', parse: (text) => Instant.safeParse(text) },
  day: { field: 'zonesOn', parse: (text) => Day.safeParse(text) },
  vsday: { field: 'zonesBeside', parse: (text) => View.shape.zonesBeside.safeParse(text) },
  plan: { field: 'planId', parse: (text) => Id.safeParse(text) },
  cplan: { field: 'cameraPlanId', parse: (text) => Id.safeParse(text) },
  cov: { field: 'cover', parse: (text) => CoverChoice.safeParse(rawCover(text)) },
  s: { field: 'selection', parse: (text) => InWorld.safeParse(rawSelection(text)) },
}

/**
 * Never throws: what cannot be read keeps its default and is named in `bad`.
 * @param query as vue-router gives it; of a repeated key the first counts
 */
export function decodeView(query: Record<string, unknown>, defaults: View): { view: View; bad: string[] } {
  const view: Record<string, unknown> = { ...defaults, selection: null }
  const bad: string[] = []
  for (const [key, { field, parse }] of Object.entries(parts)) {
    const given = Array.isArray(query[key]) ? query[key][0] : query[key]
    if (given === undefined) continue
    const parsed = parse(typeof given === 'string' ? given : '')
    if (parsed.success) view[field] = parsed.data
    else bad.push(key)
  }
  return { view: view as View, bad }
}
