/** The text is no track that can be read; the message says why. */
export class GpxError extends Error {
  override name = 'GpxError'
}

export type GpxFix = { at: string; lng: number; lat: number; speedMetersPerSecond?: number }

const tag = /^(\/?)(?:[\w.-]+:)?([\w.-]+)/
const [lat, lon] = ['lat', 'lon'].map((name) => new RegExp(`\\s${name}\\s*=\\s*["']\\s*([-+\\d.eE]{1,32})\\s*["']`)) as [RegExp, RegExp]
const attribute = (text: string, name: RegExp): number => Number(name.exec(text)?.[1] ?? Number.NaN)

/**
 * Points of the tracks of a GPX file (1.0 and 1.1) that have a time, in order, with their speed where there is one; `untimed` counts those without a time.
 * A reader of this one format: it knows no entities, fetches nothing and takes time in proportion to the text. Throws GpxError.
 * @param mostFixes more are refused
 */
export function readGpx(text: string, mostFixes = 50_000): { fixes: GpxFix[]; untimed: number } {
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new GpxError('expected GPX without a document type and entities')
  if (!/<(?:[\w.-]+:)?gpx[\s>]/.test(text.slice(0, 4_000))) throw new GpxError('expected a GPX file')
  const fixes: GpxFix[] = []
  let untimed = 0
  let point: { lng: number; lat: number; time?: string; speed?: number } | undefined
  for (let from = text.indexOf('<'); from >= 0; from = text.indexOf('<', from)) {
    const comment = text.startsWith('<!--', from) ? '-->' : text.startsWith('<![CDATA[', from) ? ']]>' : undefined
    const end = text.indexOf(comment ?? '>', from)
    if (end < 0) throw new GpxError('the file breaks off within a tag')
    const inner = comment ? '' : text.slice(from + 1, end)
    from = end + (comment?.length ?? 1)
    const [, closing, name] = tag.exec(inner) ?? []
    if (name === 'trkpt') {
      if (closing || inner.endsWith('/')) {
        if (point && closing) {
          if (point.time === undefined) untimed++
          else fixes.push({ at: point.time, lng: point.lng, lat: point.lat, ...(point.speed === undefined ? {} : { speedMetersPerSecond: point.speed }) })
        } else untimed++
        point = undefined
        if (fixes.length > mostFixes) throw new GpxError(`expected at most ${mostFixes} points`)
      } else point = { lng: attribute(inner, lon), lat: attribute(inner, lat) }
    } else if (point && !closing && (name === 'time' || name === 'speed')) {
      const next = text.indexOf('<', from)
      const value = text.slice(from, next < 0 ? from : next).trim().slice(0, 40)
      if (name === 'time') point.time ??= value
      else if (Number(value) >= 0) point.speed ??= Number(value)
    }
  }
  if (point) throw new GpxError('the file breaks off within a point')
  return { fixes, untimed }
}
