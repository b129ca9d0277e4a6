type Row = Record<string, string | number | boolean | null>

/** Where a row of a figure leads: the page of an incident, or what it is about on the map. Null where it is about nothing that lies somewhere. */
export function placeOf(of: string | null, row: Row): string | null {
  const id = row['id']
  if (id === null || id === undefined || id === '') return of === 'place' && typeof row['lng'] === 'number' && typeof row['lat'] === 'number' ? `/?s=point:${row['lng']},${row['lat']}&c=${row['lng']},${row['lat']},16` : null
  const text = encodeURIComponent(String(id))
  if (of === 'incident') return `/incidents/${text}`
  if (of === 'hotspot') return `/hotspots/${text}`
  if (of === 'zone' || of === 'camera' || of === 'team') return `/?s=${of}:${text}`
  return of === 'area' ? `/?area=${text}` : null
}
