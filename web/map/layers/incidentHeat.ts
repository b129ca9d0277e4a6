import type { View } from '../../../geodata/model/view.ts'
import type { IncidentHeat } from '../../workers/incidentQuestion.ts'
import { lowestLabel } from '../basemap/labels.ts'
import { heatSteps, type Theme } from '../palette.ts'
import { heatEdges } from '../scale.ts'
import type { SceneData } from '../sceneData.ts'
import type { Heat } from './deckScene.ts'
import type { Part } from './part.ts'

const rgbOf = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as [number, number, number]

/** Density as colours: that of a class at its lower edge, on to the next by the logarithm; below the lowest it fades. Thin classes are drawn thinner, so that streets stay readable. */
export function heatImage({ perSquareKilometer: values }: IncidentHeat, most: number, theme: Theme): Uint8Array<ArrayBuffer> {
  const edges = heatEdges(most)
  const colors = heatSteps[theme].map((hex, i) => [...rgbOf(hex), 110 + i * 18])
  const rgba = new Uint8Array(values.length * 4)
  // A clear cell has the lowest colour all the same, or its neighbours would fade to black.
  const clear = [...rgbOf(heatSteps[theme][0]!), 0]
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    let step = -1
    while (step + 1 < edges.length && value >= edges[step + 1]!) step++
    const from = step < 0 ? clear : colors[step]!
    const to = colors[Math.min(step + 1, colors.length - 1)]!
    const share = step < 0 ? Math.max(0, 2 * (value / edges[0]!) - 1) : Math.min(1, Math.log(value / edges[step]!) / Math.log((edges[step + 1] ?? most) / edges[step]!))
    for (let channel = 0; channel < 4; channel++) rgba[i * 4 + channel] = from[channel]! + (to[channel]! - from[channel]!) * share
  }
  return rgba
}

const known = new WeakMap<IncidentHeat, { key: string; heat: Heat }>()

/** Where incidents lie dense, on a scale in incidents a square kilometre that all open maps share. */
export function incidentHeatPart({ incidentHeat, heatMost }: SceneData, { theme }: View): Part {
  if (!incidentHeat) return {}
  const key = `${heatMost}/${theme}`
  const seen = known.get(incidentHeat)
  if (seen?.key === key) return { heat: seen.heat }
  const { width, height, bounds } = incidentHeat
  const heat: Heat = { rgba: heatImage(incidentHeat, heatMost, theme), width, height, bounds, opacity: 0.9, beforeId: lowestLabel }
  known.set(incidentHeat, { key, heat })
  return { heat }
}
