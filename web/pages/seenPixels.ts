import { magnification } from '../ui/magnification.ts'

/** The room of the desk's map in the pixels in which its camera counts: on a wall it is drawn larger than life. */
export function seenPixels(): { width: number; height: number } {
  const magnified = magnification()
  const pane = document.querySelector('.map-view')
  return { width: (pane?.clientWidth || 1000) / magnified, height: (pane?.clientHeight || 600) / magnified }
}
