import { z } from 'zod'
import { Selection } from '../../geodata/model/view.ts'
import type { SearchResult } from '../api/answers.ts'

const zooms: Record<string, number> = { area: 14, zone: 16, street: 16, estate: 16.5, building: 17.5, camera: 17.5, incident: 17, place: 17, coordinates: 17, point: 17 }

/** How near to go for a kind of thing. */
export const zoomFor = (noun: string): number => zooms[noun] ?? 16.5

/** What to select for a found thing; nouns without a panel of their own become the point where they lie. */
export function selectionOf(result: SearchResult): Selection {
  const id = result.noun === 'incident' ? result.id : z.coerce.number().safeParse(result.id).data
  const parsed = Selection.safeParse({ noun: result.noun, id })
  return parsed.success ? parsed.data : { noun: 'point', lng: result.lng, lat: result.lat }
}
