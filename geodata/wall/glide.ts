import type { View } from '../model/view.ts'

type Camera = View['camera']

/** From the camera that is drawn to the one that was told, in so many milliseconds from `at`. */
export type Glide = { from: Camera; to: Camera; at: number; milliseconds: number }

/** Moves come about so often; a longer glide would lag behind them, a shorter one would stutter. */
export const leastGlideMs = 16
export const mostGlideMs = 60

/** @param sincePreviousMs between this move and the one before it: the glide lasts as long, so that an even row of moves is drawn as one motion */
export function glideTo(from: Camera, to: Camera, at: number, sincePreviousMs: number): Glide {
  return { from, to, at, milliseconds: Math.min(mostGlideMs, Math.max(leastGlideMs, sincePreviousMs)) }
}

/** The shorter way round, in degrees. */
const turn = (from: number, to: number) => ((((to - from) % 360) + 540) % 360) - 180

export function cameraAt({ from, to, at, milliseconds }: Glide, now: number): Camera {
  const share = Math.min(1, Math.max(0, (now - at) / milliseconds))
  if (share === 1) return to
  const between = (a: number, b: number) => a + (b - a) * share
  return { lng: from.lng + turn(from.lng, to.lng) * share, lat: between(from.lat, to.lat), zoom: between(from.zoom, to.zoom), bearing: from.bearing + turn(from.bearing, to.bearing) * share, pitch: between(from.pitch, to.pitch) }
}
