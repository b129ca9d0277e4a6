import { lngLatOfMercator } from '../../geodata/geometry/mercator.ts'
import { openFrames } from '../../web/workers/frameLoader.ts'

// Runs in the browser: the same rows by two ways into the same attributes on the GPU, from the request on.

type Attributes = { places: Float32Array; times: Float32Array; categories: Float32Array; severities: Float32Array }
type Loaded = { ms: number; rows: number; sums: number[] }

const gl = document.createElement('canvas').getContext('webgl2')!
const origin = Date.UTC(2025, 0, 1)

function upload({ places, times, categories, severities }: Attributes): void {
  for (const values of [places, times, categories, severities]) {
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer())
    gl.bufferData(gl.ARRAY_BUFFER, values, gl.STATIC_DRAW)
  }
  // A value is read back, or the driver might put the copy off.
  gl.finish()
  const back = new Float32Array(1)
  gl.getBufferSubData(gl.ARRAY_BUFFER, 0, back)
  if (back[0] !== severities[0]) throw new Error('the GPU holds another value')
}

const room = (rows: number): Attributes => ({ places: new Float32Array(rows * 2), times: new Float32Array(rows), categories: new Float32Array(rows), severities: new Float32Array(rows) })
const sumOf = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0)
const done = (begun: number, rows: number, made: Attributes): Loaded => ({ ms: performance.now() - begun, rows, sums: [sumOf(made.categories), sumOf(made.severities), Math.round(sumOf(made.times) / 1e6)] })

async function frames(total: number): Promise<Loaded> {
  const begun = performance.now()
  const response = await fetch('/frames')
  const loader = openFrames(total)
  const reader = response.body!.getReader()
  for (let read = await reader.read(); !read.done; read = await reader.read()) loader.feed(read.value)
  const columns = loader.columns()
  const made = room(columns.count)
  for (let i = 0; i < columns.count; i++) {
    const [lng, lat] = lngLatOfMercator({ x: columns.x[i]!, y: columns.y[i]! })
    made.places[i * 2] = lng
    made.places[i * 2 + 1] = lat
    made.times[i] = (columns.occurredAt[i]! - origin) / 60_000
    made.categories[i] = columns.categoryId[i]!
    made.severities[i] = columns.severity[i]!
  }
  upload(made)
  return done(begun, columns.count, made)
}

type Row = { geometry: { coordinates: [number, number] }; properties: { occurredAt: string; categoryId: number; severity: number } }

async function geojson(): Promise<Loaded> {
  const begun = performance.now()
  const { features } = (await (await fetch('/rows.geojson')).json()) as { features: Row[] }
  const made = room(features.length)
  features.forEach(({ geometry, properties }, i) => {
    made.places.set(geometry.coordinates, i * 2)
    made.times[i] = (Date.parse(properties.occurredAt) - origin) / 60_000
    made.categories[i] = properties.categoryId
    made.severities[i] = properties.severity
  })
  upload(made)
  return done(begun, features.length, made)
}

Object.assign(globalThis, { frames, geojson })
