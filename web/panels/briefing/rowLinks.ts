type Row = Record<string, string | number | boolean | null>

/** Where a row of a figure leads, by its noun and id: the page of an incident, or what it is about on the map. Null where it is about nothing that lies somewhere. */
export function placeOf(row: Row): string | null {
  const { id, noun, lng, lat } = row
  if (id === null || id === undefined || id === '') return typeof lng === 'number' && typeof lat === 'number' ? `/?s=point:${lng},${lat}&c=${lng},${lat},16` : null
  const text = encodeURIComponent(String(id))
  if (noun === 'incident') return `/incidents/${text}`
  if (noun === 'hotspot') return `/hotspots/${text}`
  if (noun === 'zone' || noun === 'camera') return `/?s=${noun}:${text}`
  return noun === 'area' ? `/?area=${text}` : null
}
