import type { LngLat, MultiPolygon } from '../model/geometry.ts'
import { pick, type Random } from '../random.ts'
import { closedRing, toPolygon } from './local.ts'
import { outlineOf } from './plan.ts'
import type { XY } from './plane.ts'
import { communityCode, subdistrictCode, zoneCodeOf, type Site } from './site.ts'
import type { TownArea, TownPost, TownZone } from './types.ts'

/** Several cells as one polygon; the first ring is the outer one. */
function union(site: Site, cells: number[]): MultiPolygon {
  const rings = outlineOf(site.layout.plan, cells).map((ring) => closedRing(ring.map((n) => site.layout.plan.nodes[n] as XY)))
  return { type: 'MultiPolygon', coordinates: [rings as LngLat[][]] }
}

/** City > district > subdistrict > 13 communities, all invented; the codes are not in use. */
export function makeAreas(site: Site): TownArea[] {
  const all = site.zones.flatMap((zone) => [...zone.blocks, ...zone.water])
  const whole = union(site, all)
  const areas: TownArea[] = [
    { code: '9999', level: 'city', parentCode: null, nameZh: '方州市', nameEn: 'Fangzhou City', geometry: whole },
    { code: '999901', level: 'district', parentCode: '9999', nameZh: '江湾区', nameEn: 'Jiangwan District', geometry: whole },
    {
      code: subdistrictCode,
      level: 'subdistrict',
      parentCode: '999901',
      nameZh: '望溪街道',
      nameEn: 'Wangxi Subdistrict',
      geometry: whole,
    },
  ]
  site.communities.forEach((name, c) => {
    const cells = site.zones.filter((zone) => zone.community === c).flatMap((zone) => [...zone.blocks, ...zone.water])
    areas.push({
      code: communityCode(c),
      level: 'community',
      parentCode: subdistrictCode,
      nameZh: `${name.zh}社区`,
      nameEn: `${name.en} Community`,
      geometry: union(site, cells),
    })
  })
  return areas
}

export function makeTownZones(site: Site, householdsByZone: Map<string, number>): TownZone[] {
  const zones = site.zones.map((zone): TownZone => {
    const name = site.communities[zone.community] as { zh: string; en: string }
    const serial = String(zone.serial).padStart(2, '0')
    const code = zoneCodeOf(zone)
    return {
      code,
      areaCode: communityCode(zone.community),
      nameZh: `${name.zh}第${serial}网格`,
      nameEn: `${name.en} Zone ${serial}`,
      households: householdsByZone.get(code) ?? 0,
      geometry: toPolygon(zone.ring.map((n) => site.layout.plan.nodes[n] as XY)),
    }
  })
  return zones.toSorted((a, b) => (a.code < b.code ? -1 : 1))
}

/** Posts by duty; staff appear by call name only, and a few posts are vacant. */
export function makePosts(zones: readonly TownZone[], random: Random): TownPost[] {
  return zones.flatMap((zone) => {
    const call = `${zone.code.slice(10, 12)}-${zone.code.slice(13)}`
    const post = (kind: TownPost['kind'], title: string, vacancy: number): TownPost => ({
      zoneCode: zone.code,
      kind,
      holder: random() < vacancy ? null : `${title} ${call}`,
      phone: null,
    })
    return [
      post('zone_lead', '网格长', 0.01),
      post('grid_officer', '网格员', 0.03),
      post('community_police', '社区民警', 0),
      post('safety', '治安联防员', 0.12),
      post('sanitation', '卫生监督员', 0.08),
      post(pick(random, ['assistant', 'information', 'supervisor', 'building_lead'] as const), '协管', 0.15),
    ]
  })
}
