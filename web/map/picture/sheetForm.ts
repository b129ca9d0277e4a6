/** `units` is the size of a sheet as it is laid out; `factor` pixels are one unit. `dotsPerInch`: null where the sheet is for screens. */
export type SheetForm = {
  id: SheetFormId
  width: number
  height: number
  factor: number
  dotsPerInch: number | null
  units: { width: number; height: number; head: number; foot: number; side: number }
  /** In pixels of the sheet; `magnification` of them are one of the map's own, so that labels are read where the sheet is looked at. */
  map: { width: number; height: number; magnification: number }
}
/** What a person may choose; `slide` goes without a head, for the slide has one. */
export const sheetFormIds = ['a4', 'a3', 'screen'] as const
export type SheetFormId = (typeof sheetFormIds)[number] | 'slide'

const printDotsPerInch = 300
const pixelsOf = (millimeters: number) => Math.round((millimeters / 25.4) * printDotsPerInch)

function formOf(id: SheetFormId, width: number, height: number, factor: number, magnification: number, dotsPerInch: number | null, head = 200): SheetForm {
  const [side, foot] = [800, 84]
  // The map has a whole and even number of pixels of its own, so that none of the sheet's lies between two.
  const fitting = (pixels: number) => 2 * Math.floor(pixels / magnification / 2) * magnification
  const map = { width: fitting(width - side * factor), height: fitting(height - (head + foot) * factor), magnification }
  return { id, width, height, factor, dotsPerInch, units: { width: width / factor, height: height / factor, head, foot: (height - map.height) / factor - head, side: (width - map.width) / factor }, map }
}

/** Landscape: a head, a column for the legend, and the map, which nothing lies over. The smallest letters are 2 mm on paper. */
export const sheetForms: Record<SheetFormId, SheetForm> = {
  a4: formOf('a4', pixelsOf(297), pixelsOf(210), 1, 2.5, printDotsPerInch),
  a3: formOf('a3', pixelsOf(420), pixelsOf(297), 1.2, 3, printDotsPerInch),
  screen: formOf('screen', 3840, 2160, 1, 2, null),
  // 12.3 by 5.6 inches of a slide.
  slide: formOf('slide', 2960, 1346, 0.9, 2, null, 20),
}
