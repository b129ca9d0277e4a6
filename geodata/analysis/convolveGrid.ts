import { createFft, fftLength } from './fft.ts'

export type GridSize = { columns: number; rows: number }

/** A kernel that is even along both axes: its value `dx` columns and `dy` rows away, both from 0 to the reach. */
export type EvenTaps = { reach: number; at: (dx: number, dy: number) => number }

const BATCH = 16

/**
 * Both grids smoothed with the same taps, in place, with nothing beyond their edges: one goes in as the real, the other as the imaginary part of
 * one transform, and the transform of an even kernel is real, so that they come out apart. Time does not depend on the reach.
 */
export function convolveGrid(first: Float64Array, second: Float64Array, { columns, rows }: GridSize, taps: EvenTaps): void {
  const width = fftLength(columns + Math.min(taps.reach, columns - 1))
  const height = fftLength(rows + Math.min(taps.reach, rows - 1))
  const spectrum = spectrumOf(taps, width, height)
  const scale = 1 / (width * height)
  const [real, imaginary] = [new Float64Array(rows * width), new Float64Array(rows * width)]
  const rowFft = createFft(width)
  for (let row = 0; row < rows; row++) {
    const [re, im] = [real.subarray(row * width, (row + 1) * width), imaginary.subarray(row * width, (row + 1) * width)]
    re.set(first.subarray(row * columns, (row + 1) * columns))
    im.set(second.subarray(row * columns, (row + 1) * columns))
    rowFft.transform(re, im, 1)
  }
  throughColumns(real, imaginary, { columns: width, rows }, height, spectrum)
  for (let row = 0; row < rows; row++) {
    const [re, im] = [real.subarray(row * width, (row + 1) * width), imaginary.subarray(row * width, (row + 1) * width)]
    rowFft.transform(im, re, 1)
    for (let column = 0; column < columns; column++) {
      first[row * columns + column] = re[column]! * scale
      second[row * columns + column] = im[column]! * scale
    }
  }
}

function throughColumns(real: Float64Array, imaginary: Float64Array, { columns, rows }: GridSize, height: number, spectrum: Float64Array): void {
  const fft = createFft(height, BATCH)
  const [re, im] = [new Float64Array(height * BATCH), new Float64Array(height * BATCH)]
  for (let start = 0; start < columns; start += BATCH) {
    const batch = Math.min(BATCH, columns - start)
    re.fill(0)
    im.fill(0)
    for (let row = 0; row < rows; row++) {
      for (let b = 0; b < batch; b++) {
        re[row * batch + b] = real[row * columns + start + b]!
        im[row * batch + b] = imaginary[row * columns + start + b]!
      }
    }
    fft.transform(re, im, batch)
    for (let b = 0; b < batch; b++) {
      const column = Math.min(start + b, columns - start - b) * height
      for (let k = 0; k < height; k++) {
        const factor = spectrum[column + k]!
        re[k * batch + b] = re[k * batch + b]! * factor
        im[k * batch + b] = im[k * batch + b]! * factor
      }
    }
    fft.transform(im, re, batch)
    for (let row = 0; row < rows; row++) {
      for (let b = 0; b < batch; b++) {
        real[row * columns + start + b] = re[row * batch + b]!
        imaginary[row * columns + start + b] = im[row * batch + b]!
      }
    }
  }
}

/** The transform of the taps, real because they are even: columns 0 to width / 2, each of `height`. Two real rows or columns go in as one complex. */
function spectrumOf(taps: EvenTaps, width: number, height: number): Float64Array {
  const [farX, farY] = [Math.min(taps.reach, width / 2), Math.min(taps.reach, height / 2)]
  const half = width / 2 + 1
  const spectrum = new Float64Array((half + 1) * height)
  const rowFft = createFft(width)
  const [re, im] = [new Float64Array(width), new Float64Array(width)]
  for (let dy = 0; dy <= farY; dy += 2) {
    re.fill(0)
    im.fill(0)
    for (let dx = 0; dx <= farX; dx++) {
      re[dx] = re[(width - dx) % width] = taps.at(dx, dy)
      im[dx] = im[(width - dx) % width] = dy < farY ? taps.at(dx, dy + 1) : 0
    }
    rowFft.transform(re, im, 1)
    for (let column = 0; column < half; column++) {
      spectrum[column * height + dy] = spectrum[column * height + ((height - dy) % height)] = re[column]!
      if (dy < farY) spectrum[column * height + dy + 1] = spectrum[column * height + height - dy - 1] = im[column]!
    }
  }
  const columnFft = createFft(height)
  for (let column = 0; column < half; column += 2) columnFft.transform(spectrum.subarray(column * height, (column + 1) * height), spectrum.subarray((column + 1) * height, (column + 2) * height), 1)
  return spectrum
}
