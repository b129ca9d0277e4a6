import { instantOfLocal } from '../../format/localTime.ts'
import type { BriefingBlock, BriefingPage, Sentence } from '../../model/briefing.ts'
import { standardZoneStyle, type View } from '../../model/view.ts'
import type { FigureKey } from '../figureKeys.ts'
import type { Values } from '../say.ts'
import { type BriefingSource, hasFigure } from '../source.ts'

/** A page of a briefing, or null where its figures are missing. */
export type PageOf = (source: BriefingSource) => BriefingPage | null

export const sentence = (id: string, values: Values = {}): Sentence => ({ id, values })
export const text = (key: string, sentences: readonly (Sentence | null)[]): BriefingBlock[] => {
  const said = sentences.filter((each) => each !== null)
  return said.length === 0 ? [] : [{ kind: 'text', key, sentences: said }]
}
/** The figure as a block, where the run has it. */
export const figure = (source: BriefingSource, key: FigureKey, as: Extract<BriefingBlock, { kind: 'figure' }>['as']): BriefingBlock[] => (hasFigure(source, key) ? [{ kind: 'figure', key: `figure.${key}.${as}`, figure: key, as }] : [])

/** A page; null without a block that is more than text, unless it `standsAlone`. */
export const page = (key: string, blocks: BriefingBlock[], notes: readonly string[], { title = sentence(`title.${key}`), standsAlone = false } = {}): BriefingPage | null =>
  blocks.some(({ kind }) => standsAlone || kind !== 'text') ? { key, title, blocks, notes: notes.map((id) => sentence(`note.${id}`)) } : null

const tile = 512
/** The bounds in a picture of 1000 by 640, with a margin. */
function cameraOf([west, south, east, north]: BriefingSource['area']['bounds']): View['camera'] {
  const lat = (south + north) / 2
  const zoomOf = (degrees: number, pixels: number) => Math.log2((360 / Math.max(degrees, 0.002)) * (pixels / tile))
  const zoom = Math.min(zoomOf(east - west, 920), zoomOf((north - south) / Math.cos((lat * Math.PI) / 180), 580))
  return { lng: (west + east) / 2, lat, zoom: Number(Math.min(17, Math.max(1, zoom)).toFixed(2)), bearing: 0, pitch: 0 }
}

/** A map of the area and the period, on paper's ground: by day, so that it prints. */
export function viewOf({ question, area, timeZone }: BriefingSource, own: Partial<View>): View {
  const at = (day: string) => new Date(instantOfLocal(Date.parse(`${day}T00:00:00Z`), timeZone)).toISOString()
  return {
    camera: cameraOf(area.bounds), layers: ['zones'], zoneFigure: 'none', zoneStyle: standardZoneStyle, time: { from: at(question.from), to: at(question.to) }, categoryIds: question.categoryIds,
    states: null, minSeverity: 1, provenance: null, hoursOfWeek: null, areaId: question.areaId, compare: null, theme: 'light', selection: null, at: null, zonesOn: null, planId: null, cameraPlanId: null, ...own,
  }
}
export const map = (source: BriefingSource, key: string, own: Partial<View>, behind: FigureKey | null): BriefingBlock => ({
  kind: 'map', key: `map.${key}`, view: viewOf(source, own), caption: sentence(`caption.${key}`, { from: source.question.from, to: source.question.to }), figure: behind !== null && hasFigure(source, behind) ? behind : null,
})
