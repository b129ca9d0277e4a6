/** Inches of a slide of 16:9; type of a size that is read from the last row. */
export const slide = { width: 13.333, height: 7.5, left: 0.5, top: 1.3, inner: 12.333, body: 5.6, foot: 7.05 } as const
/** Dark on white, so that a projector in a bright room and grey paper keep it. The second is told from the first by lightness alone. */
export const ink = { text: '1F2733', quiet: '55606E', line: 'C4CCD6', first: '1B4F7A', second: 'A3B4C6', third: '6B7A8C', ground: 'FFFFFF', head: 'EEF2F6' } as const
export const fontFace = 'Microsoft YaHei'
export type Box = { x: number; y: number; w: number; h: number }
