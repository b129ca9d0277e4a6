import { groupColors, inkOf, type Theme } from '../palette.ts'

/** Radius of the image, in CSS pixels. */
export const splitRadius = 40

/** A pie of category groups from the top clockwise; `text` is their shares, as `12.0.8.4`. */
export function splitPie(pen: CanvasRenderingContext2D, text: string, theme: Theme) {
  const shares = text.split('.').map((share) => Number(share) || 0)
  const sum = shares.reduce((a, b) => a + b, 0) || 1
  pen.translate(splitRadius, splitRadius)
  pen.beginPath()
  pen.arc(0, 0, splitRadius, 0, 2 * Math.PI)
  pen.fillStyle = inkOf[theme].halo
  pen.fill()
  let from = -Math.PI / 2
  shares.forEach((share, group) => {
    const to = from + (share / sum) * 2 * Math.PI
    pen.beginPath()
    pen.moveTo(0, 0)
    pen.arc(0, 0, splitRadius - 1.5, from, to)
    pen.closePath()
    pen.fillStyle = groupColors[theme][group] ?? groupColors[theme].at(-1)!
    pen.fill()
    from = to
  })
}
