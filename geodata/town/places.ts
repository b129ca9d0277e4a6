import type { PlaceKind } from '../model/ground.ts'
import { pick, type Random } from '../random.ts'
import type { LandUse } from './landUse.ts'
import { toLngLat, toPlane } from './local.ts'
import { add, distance, times, type XY } from './plane.ts'
import { addressAt, communityCode, type Site } from './site.ts'
import type { TownBuilding, TownPlace } from './types.ts'

type Title = [zh: string, en: string]
const byUse: Partial<Record<LandUse, [PlaceKind, Title, string]>> = {
  school: ['school', ['小学', 'Primary School'], 'Mo-Fr 07:30-17:00'],
  kindergarten: ['kindergarten', ['幼儿园', 'Kindergarten'], 'Mo-Fr 07:30-17:00'],
  hospital: ['hospital', ['医院', 'Hospital'], '24/7'],
  market: ['market', ['菜市场', 'Market'], 'Mo-Su 05:30-18:30'],
  park: ['park', ['公园', 'Park'], 'Mo-Su 05:30-22:00'],
  mall: ['shop', ['购物中心', 'Shopping Centre'], 'Mo-Su 10:00-22:00'],
}
const inEveryCommunity: [PlaceKind, Title, string][] = [
  ['police_post', ['社区警务室', 'Police Post'], '24/7'],
  ['patrol_station', ['治安巡防工作站', 'Patrol Station'], '24/7'],
  ['mediation_room', ['人民调解室', 'Mediation Room'], 'Mo-Fr 08:30-17:00'],
  ['service_hall', ['社区服务大厅', 'Service Hall'], 'Mo-Fr 08:30-17:30; Sa 09:00-12:00'],
  ['health_station', ['卫生服务站', 'Health Station'], 'Mo-Su 08:00-20:00'],
  ['day_care', ['日间照料中心', 'Day-care Centre'], 'Mo-Fr 08:00-17:00'],
]
const shopKinds: [PlaceKind, Title, string][] = [
  ['restaurant', ['小吃店', 'Noodle House'], 'Mo-Su 06:30-21:00'],
  ['restaurant', ['酒家', 'Restaurant'], 'Mo-Su 11:00-14:00,17:00-22:00'],
  ['shop', ['便利店', 'Convenience Store'], '24/7'],
  ['shop', ['超市', 'Supermarket'], 'Mo-Su 07:30-21:30'],
  ['pharmacy', ['大药房', 'Pharmacy'], 'Mo-Su 08:00-22:00'],
  ['bank', ['银行网点', 'Bank'], 'Mo-Fr 09:00-17:00'],
  ['hotel', ['宾馆', 'Hotel'], '24/7'],
]

const middle = (building: TownBuilding): XY => {
  const ring = (building.geometry.coordinates[0] as [number, number][]).slice(0, 4).map(toPlane)
  return times(
    ring.reduce((a, b) => add(a, b)),
    1 / 4,
  )
}

/** Places a person on duty looks for: one of each service in every community, schools, shops, stations. */
export function makePlaces(site: Site, buildings: readonly TownBuilding[], random: Random): TownPlace[] {
  const places: TownPlace[] = []
  const put = (kind: PlaceKind, zh: string, en: string, areaCode: string, address: string, openingHours: string, point: XY) =>
    places.push({
      ref: `place-${places.length + 1}`,
      areaCode,
      kind,
      nameZh: zh,
      nameEn: en,
      address,
      openingHours,
      geometry: { type: 'Point', coordinates: toLngLat(point) },
    })
  const areaOf = (zone: number) => communityCode((site.zones[zone] as { community: number }).community)
  for (const block of site.blocks) {
    const rule = byUse[block.use]
    if (!rule) continue
    const name = site.names.root()
    put(
      rule[0],
      name.zh + rule[1][0],
      `${name.en} ${rule[1][1]}`,
      areaOf(block.zone),
      addressAt(site, block.cell, block.centre).zh,
      rule[2],
      block.centre,
    )
  }
  site.communities.forEach((name, c) => {
    const own = buildings.filter((building) => building.areaCode === communityCode(c) && building.use === 'commercial')
    for (const [kind, [zh, en], hours] of inEveryCommunity) {
      const building = pick(random, own)
      put(
        kind,
        name.zh + zh,
        `${name.en} ${en}`,
        communityCode(c),
        building.address,
        hours,
        add(middle(building), [random() * 4 - 2, random() * 4 - 2]),
      )
    }
  })
  for (const building of buildings) {
    if (building.use !== 'commercial' || random() > 0.3) continue
    const [kind, [zh, en], hours] = pick(random, shopKinds)
    const name = site.names.root()
    put(kind, name.zh + zh, `${name.en} ${en}`, building.areaCode, building.address, hours, middle(building))
  }
  stations(site, put)
  return places
}

type Put = (kind: PlaceKind, zh: string, en: string, areaCode: string, address: string, openingHours: string, point: XY) => void

/** Metro stations under the central avenue, the subdistrict's fire station and its library. */
function stations(site: Site, put: Put): void {
  const nearest = (point: XY) => site.blocks.reduce((a, b) => (distance(b.centre, point) < distance(a.centre, point) ? b : a))
  const spots: [PlaceKind, string, string, XY, string][] = [
    ['station', '望溪路地铁站', 'Wangxi Road Metro Station', [site.heart[0] + 30, site.heart[1] + 30], 'Mo-Su 06:00-23:00'],
    ['station', '北环地铁站', 'North Ring Metro Station', [site.heart[0] + 130, site.heart[1] + 980], 'Mo-Su 06:00-23:00'],
    ['station', '南岸地铁站', 'South Bank Metro Station', [site.heart[0] - 230, site.heart[1] - 1280], 'Mo-Su 06:00-23:00'],
    ['fire_station', '望溪消防站', 'Wangxi Fire Station', [site.heart[0] + 800, site.heart[1] - 300], '24/7'],
    ['library', '望溪图书馆', 'Wangxi Library', [site.heart[0] - 260, site.heart[1] + 140], 'Tu-Su 09:00-20:30'],
  ]
  for (const [kind, zh, en, point, hours] of spots) {
    const block = nearest(point)
    const areaCode = communityCode((site.zones[block.zone] as { community: number }).community)
    put(kind, zh, en, areaCode, addressAt(site, block.cell, point).zh, hours, kind === 'station' ? point : block.centre)
  }
}
