import type { IncidentState, Category } from '../../geodata/model/incident.ts'
import type { IdleClass } from '../../geodata/analysis/idleClass.ts'
import type { CameraState } from '../../geodata/model/camera.ts'
import type { ZoneStyle } from '../../geodata/model/view.ts'
import { rampColors } from './ramp.ts'

export type Theme = 'dark' | 'light'

/**
 * Category groups: Okabe & Ito's colour-blind-safe set (2008), moved by a search until every pair keeps its distance for normal, protan,
 * deutan and tritan eyes on this ground (tests/web/palette.test.ts measures it); the last is for every group beyond seven. Order is the order of preference, so a city with few groups gets the best-told-apart ones.
 */
export const groupColors: Record<Theme, readonly string[]> = {
  dark: ['#fea82d', '#44adda', '#20d99a', '#f4e45c', '#ff6a3d', '#d47ba6', '#8282f8', '#b6c3dc'],
  light: ['#c37601', '#0086cf', '#0a7e54', '#7a6100', '#d13346', '#b93ba0', '#4236b8', '#59627a'],
}

/**
 * Ways from little to much for zones, as many steps as asked for are taken along them (`zoneColors`). Lightness runs one way, so grey prints and colour-blind eyes keep the order.
 * Viridis and cividis (made for colour-blind eyes) are matplotlib's, CC0; their ends that would drown in the ground are cut.
 */
export const zoneRamps: Record<Theme, Record<ZoneStyle['palette'], readonly string[]>> = {
  dark: {
    sea: ['#1f4468', '#1d6a8a', '#2b9499', '#66bd8c', '#dbe878'],
    viridis: ['#482f7f', '#3b518b', '#2c718e', '#21908d', '#27ad81', '#5cc863', '#aadc32', '#fde725'],
    cividis: ['#213d6b', '#414d6b', '#5c5c6d', '#777776', '#948e77', '#b3a26f', '#d5b95f', '#fee838'],
    grey: ['#39414d', '#5c6673', '#8b95a1', '#bcc4cd', '#f2f5f8'],
  },
  light: {
    sea: ['#e8efb0', '#b8dfb7', '#6bbfbd', '#2f8db8', '#23509a'],
    viridis: ['#dde318', '#95d840', '#50c46a', '#20a386', '#287d8e', '#3a528b', '#472d7b'],
    cividis: ['#fbe45b', '#dac15c', '#b8a16f', '#958f78', '#747476', '#575d6d', '#35456c', '#00224e'],
    grey: ['#d9dcdf', '#b2b7bd', '#868d95', '#596069', '#2a3038'],
  },
}

/** A change: less, about the same, more. Blue and orange, which every eye tells apart; the middle is the quietest. */
const changeRamps: Record<Theme, readonly string[]> = {
  dark: ['#4aa3ff', '#2f6db4', '#39434f', '#b5652a', '#ff9a4d'],
  light: ['#1f5fae', '#86b2e2', '#e4e2dd', '#eeab7c', '#b4541a'],
}

export const zoneColors = (theme: Theme, { palette }: Pick<ZoneStyle, 'palette'>, classes: number, change = false): string[] => rampColors(change ? changeRamps[theme] : zoneRamps[theme][palette], classes)


/** Ground that nobody watches or visits: little to all. Violet, since presence is warm and what cameras see is blue. */
export const blindSteps: Record<Theme, readonly string[]> = {
  dark: ['#4b2f6b', '#7a4fb0', '#b07ff0', '#e6ccff'],
  light: ['#e2d3f2', '#b894dd', '#7f4fb8', '#4a1f86'],
}

/** How long ago a patrol was there: quiet where it was lately, louder the longer ago; what was never on record has a hue of its own. */
export const idleColors: Record<Theme, Record<IdleClass, string>> = {
  dark: { visited: '#4f9d8b', due: '#f2c14e', long: '#ff6f4a', never: '#c9a2ff' },
  light: { visited: '#4d8f80', due: '#a86b00', long: '#c2341d', never: '#6a3fb5' },
}

/** Posts at one moment: as many teams as needed, some of them, none; where nobody is needed. `text` stands on the first two. */
export const rosterColors: Record<Theme, { full: string; part: string; open: string; idle: string; text: string }> = {
  dark: { full: '#4cc38a', part: '#ffb454', open: '#ff7b72', idle: '#7f8b9c', text: '#0a101b' },
  light: { full: '#2f9e62', part: '#e09a1f', open: '#c62f2a', idle: '#767d87', text: '#0b1320' },
}

/** Presence of patrols: short to long. Warm, so that it is never taken for the zones beneath. */
export const coverageSteps: Record<Theme, readonly string[]> = {
  dark: ['#40235a', '#7a2b70', '#b83c6c', '#ee6c58', '#ffb066', '#fff0b8'],
  light: ['#fde3c4', '#f9b891', '#ee8a6b', '#cf5266', '#96306a', '#541858'],
}

/** Significant hotspot cells by z: from 1.96 upward. */
export const hotspotSteps: Record<Theme, readonly string[]> = {
  dark: ['#a8452c', '#e0512b', '#ff8c42', '#ffd08a'],
  light: ['#f2a58e', '#e0634a', '#b52f2b', '#74121f'],
}

/** Significantly fewer, by −z: from 1.96 upward. Blue, the other way round to the hot scale. */
export const coldSteps: Record<Theme, readonly string[]> = {
  dark: ['#2a55a0', '#3f82d8', '#76b8f5', '#c4e6ff'],
  light: ['#a3c2ea', '#6494d8', '#2f66b5', '#143a78'],
}

/** A figure of a unit of an analysis, little to much. Warm like the hot scale: it is the same matter without a test. */
export const densitySteps: Record<Theme, readonly string[]> = {
  dark: ['#5c2a24', '#8f3a29', '#c24d2a', '#ee7533', '#ffa85c', '#ffdfa6'],
  light: ['#fbdccd', '#f6b99f', '#ec8a6c', '#d4573f', '#a92c2c', '#6b0f1c'],
}

/** Incidents per hexagon: few to many. Blue to white, so that columns stand apart from zones (green), presence (warm) and hotspots (red). */
export const hexagonSteps: Record<Theme, readonly string[]> = {
  dark: ['#1f3a7d', '#2757ad', '#2f7ddb', '#55adf2', '#a3dffa', '#fff1bd'],
  light: ['#cddcfb', '#9fbdf6', '#6f97ea', '#4a6dd4', '#3645ab', '#231b69'],
}

/** Density of incidents: thin to dense; from clear so that the ground shows through, and its own hue, so that it is not taken for presence or hotspots. */
export const heatSteps: Record<Theme, readonly string[]> = {
  dark: ['#233a6b', '#3b4f9e', '#7455b5', '#b457a8', '#ea6a83', '#ffab76', '#fff1b8'],
  light: ['#d9dcf5', '#b9b6ea', '#a385d6', '#9a55b3', '#93307f', '#7c174f', '#4d0f2e'],
}

export const cameraColors: Record<Theme, Record<CameraState, string>> = {
  dark: { online: '#5ad1e6', offline: '#8793a6', fault: '#ffb02e', planned: '#b79cff', unknown: '#c9bd97' },
  light: { online: '#005f73', offline: '#7d8590', fault: '#b25a00', planned: '#6a4bc4', unknown: '#6f6238' },
}

/** Colours of things that are neither categories nor scales. */
export const inkOf: Record<Theme, { label: string; labelQuiet: string; halo: string; ground: string; zoneLine: string; communityLine: string; select: string; hover: string; patrol: string; stale: string; cluster: string; clusterText: string; hotspotLine: string; keptLine: string; quiet: string; measure: string }> = {
  dark: {
    label: '#e6eefb', labelQuiet: '#9fb2cf', halo: '#0a101b', ground: '#0b1220', zoneLine: '#4a6f9c', communityLine: '#86aee0', select: '#ffffff', hover: '#cfe3ff',
    patrol: '#8ef27a', stale: '#7f8b9c', cluster: '#14263f', clusterText: '#f3f8ff', hotspotLine: '#ff8c42', keptLine: '#f2c8ff', quiet: '#8794a8', measure: '#ffe27a',
  },
  light: {
    label: '#1f2733', labelQuiet: '#566070', halo: '#ffffff', ground: '#f4f2ed', zoneLine: '#7a93b8', communityLine: '#4a6fa5', select: '#0b1a33', hover: '#2b4f80',
    patrol: '#1c7a2e', stale: '#7b828c', cluster: '#ffffff', clusterText: '#16202e', hotspotLine: '#a3211f', keptLine: '#6d2a91', quiet: '#767d87', measure: '#7a3e00',
  },
}

/** The colour of every category: one per group, groups in the order of their smallest category id, so that a colour never moves with the data shown. */
export function categoryColors(categories: readonly Pick<Category, 'id' | 'group'>[], theme: Theme): Map<number, string> {
  const groups = groupOrder(categories)
  return new Map(categories.map((category) => [category.id, groupColor(groups.indexOf(category.group), theme)]))
}

export function groupOrder(categories: readonly Pick<Category, 'id' | 'group'>[]): string[] {
  return [...new Set(categories.toSorted((a, b) => a.id - b.id).map((category) => category.group))]
}

export function groupColor(rank: number, theme: Theme): string {
  const colors = groupColors[theme]
  return colors[rank] ?? colors.at(-1)!
}

/** Of a team of a plan, by its place there; from the eighth on colours come again, with broken lines. */
export const teamColor = (rank: number, theme: Theme): string => groupColors[theme][rank % teamColorCount]!
export const teamColorCount = 7

/** Matters that still want work; drawn filled, the others as rings. */
export const openStates: readonly IncidentState[] = ['reported', 'registered', 'dispatched', 'handling', 'fed_back']
