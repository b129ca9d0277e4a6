import type { Selection } from '../../geodata/model/view.ts'

type Short = Exclude<Selection['noun'], 'unit' | 'point'>
const folders: Record<Short, string> = { incident: 'incidents', hotspot: 'hotspots', zone: 'zones', camera: 'cameras', building: 'buildings', place: 'places', area: 'areas', team: 'teams' }

/** The address of a thing by itself; null for what exists only in its view, whose address is the link then. */
export const shortPath = (selection: Selection): string | null => (selection.noun === 'unit' || selection.noun === 'point' ? null : `/${folders[selection.noun]}/${selection.id}`)

/** Where a short address leads that has no page of its own: to the map, with the thing chosen and gone to. */
export const mapAddress = (noun: Short, id: string, layers?: string) => ({ path: '/', query: { ...(layers ? { l: layers } : {}), s: `${noun}:${id}`, go: '1' } })
