import type { PlaceKind } from '../../../geodata/model/ground.ts'
import type { Theme } from '../palette.ts'

type Family = 'duty' | 'rescue' | 'health' | 'learning' | 'leisure' | 'trade' | 'traffic' | 'plain'

const families: Record<PlaceKind, Family> = {
  police_post: 'duty', patrol_station: 'duty', mediation_room: 'duty', service_hall: 'duty', fire_station: 'rescue',
  health_station: 'health', hospital: 'health', pharmacy: 'health', school: 'learning', kindergarten: 'learning', day_care: 'learning', library: 'learning',
  market: 'trade', shop: 'trade', restaurant: 'trade', bank: 'trade', hotel: 'trade', park: 'leisure', station: 'traffic', bus_stop: 'traffic', parking: 'traffic',
  toilet: 'plain', worship: 'plain', street_light: 'plain', other: 'plain',
}
/** Muted on purpose: places are orientation, incidents are work. The glyph tells what it is, the colour only the family. */
const colors: Record<Theme, Record<Family, string>> = {
  dark: { duty: '#6ea8ff', rescue: '#ff8a70', health: '#f29ab0', learning: '#d6b36a', leisure: '#7fc8a0', trade: '#a99fd6', traffic: '#8fb0cc', plain: '#94a2b8' },
  light: { duty: '#1f5fbf', rescue: '#b8402a', health: '#b03a5b', learning: '#8a6414', leisure: '#2f7a4c', trade: '#6a5aa8', traffic: '#3f6788', plain: '#646d7a' },
}

export const isDutyPlace = (kind: PlaceKind) => families[kind] === 'duty' || families[kind] === 'rescue' || kind === 'hospital'
export const placeColor = (kind: PlaceKind, theme: Theme) => colors[theme][families[kind]]
