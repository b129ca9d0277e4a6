/** A fix as OwnTracks sends it over HTTP (`_type` location); undefined for its other messages. The fix is not judged here. */
export function fixOfOwntracks(message: unknown): object | undefined {
  if (typeof message !== 'object' || message === null || (message as { _type?: unknown })._type !== 'location') return undefined
  const { lat, lon, tst, acc, vel } = message as Record<string, unknown>
  const ms = typeof tst === 'number' ? tst * 1000 : Number.NaN
  const isKnown = (value: unknown) => value !== undefined && value !== null && !(typeof value === 'number' && value < 0)
  return {
    at: Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : tst, lng: lon, lat,
    ...(isKnown(acc) ? { accuracyMeters: acc } : {}),
    // km/h
    ...(isKnown(vel) ? { speedMetersPerSecond: typeof vel === 'number' ? vel / 3.6 : vel } : {}),
  }
}
