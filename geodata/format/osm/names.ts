import type { OsmTags } from './element.ts'

const han = /\p{Script=Han}/u

/** Chinese and English names. A plain `name` fills the language it is written in, Chinese by its characters; both are '' when there is none. */
export function namesOf(tags: OsmTags): { nameZh: string; nameEn: string } {
  const own = (tags.name ?? tags['name:zh'] ?? tags['name:en'] ?? '').trim()
  const nameZh = (tags['name:zh'] ?? tags['name:zh-Hans'] ?? (han.test(own) ? own : '')).trim()
  const nameEn = (tags['name:en'] ?? (han.test(own) ? '' : own)).trim()
  return { nameZh, nameEn: nameEn || (nameZh ? '' : own) }
}

/** `12 Main Street` or `中山路12号`; '' without a street. */
export function addressOf(tags: OsmTags): string {
  const street = (tags['addr:street'] ?? tags['addr:place'] ?? '').trim()
  const number = (tags['addr:housenumber'] ?? '').trim()
  if (!street) return tags['addr:full']?.trim() ?? ''
  if (!number) return street
  return han.test(street) ? `${street}${number}${number.endsWith('号') ? '' : '号'}` : `${number} ${street}`
}
