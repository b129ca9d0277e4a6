import type { Area } from '../../../geodata/model/area.ts'
import type { View } from '../../../geodata/model/view.ts'

/** The area that is meant before anybody says so: that of what is chosen, that of the filter, or else the first community. */
export function firstArea(areas: readonly Area[], zones: readonly { id: number; areaId: number }[], { selection, areaId }: Pick<View, 'selection' | 'areaId'>): number | null {
  const communities = communitiesOf(areas)
  const known = (id: number | null | undefined) => communities.find((area) => area.id === id)?.id ?? null
  const ofZone = selection?.noun === 'zone' ? zones.find(({ id }) => id === selection.id)?.areaId : null
  return known(selection?.noun === 'area' ? selection.id : null) ?? known(ofZone) ?? known(areaId) ?? communities[0]?.id ?? null
}

/** The areas that have zones of their own: those with none below them. */
export function communitiesOf(areas: readonly Area[]): Area[] {
  const parents = new Set(areas.map(({ parentId }) => parentId))
  return areas.filter(({ id }) => !parents.has(id)).toSorted((a, b) => a.code.localeCompare(b.code))
}
