import { FeatureSplitter } from '../../geodata/format/geojsonStream.ts'
import { FormatError } from '../../geodata/format/osmPbf/blobs.ts'
import type { Geometry } from '../../geodata/model/geometry.ts'
import { type FileFacts, textOf } from './openText.ts'
import type { RawRow, RawTable } from './rawRow.ts'

type Properties = Record<string, unknown>
export type RawFeature = { line: number; properties: Properties; geometry: Geometry | null; id?: string; broken?: string }

/** The features of a GeoJSON file in batches of one piece of text each, and what stood before them (for an old `crs` member). */
export async function* readFeatures(facts: FileFacts, onHead: (head: string) => void = () => {}): AsyncGenerator<RawFeature[]> {
  const splitter = new FeatureSplitter()
  let line = 0
  for await (const piece of textOf(facts)) {
    const features = named(facts, () => splitter.push(piece)).map((text) => toFeature(text, ++line))
    if (line && line === features.length) onHead(splitter.head)
    if (features.length) yield features
  }
  named(facts, () => splitter.end())
  if (!line) throw new FormatError(`${facts.path} has no features.`)
}

/** What is wrong with a text, with the name of its file: a command may be given several. */
function named<T>({ path }: FileFacts, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw error instanceof FormatError ? new FormatError(`${path}: ${error.message}`) : error
  }
}

const types = new Set(['Point', 'MultiPoint', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon'])

function toFeature(text: string, line: number): RawFeature {
  try {
    const value = JSON.parse(text) as { type?: string; id?: string | number; properties?: Properties | null; geometry?: Geometry | null }
    const geometry = value.geometry ?? null
    const id = value.id === undefined ? {} : { id: String(value.id) }
    const common = { line, properties: value.properties ?? {}, geometry: geometry && flat(geometry), ...id }
    if (value.type !== 'Feature') return { ...common, broken: 'it is not a Feature' }
    if (geometry && !types.has(geometry.type)) return { ...common, geometry: null, broken: `its geometry type ${geometry.type} is not read here` }
    return common
  } catch {
    return { line, properties: {}, geometry: null, broken: 'it is not valid JSON' }
  }
}

/** Heights and measures are dropped: the map is flat. */
function flat(geometry: Geometry): Geometry {
  const cut = (nested: unknown): unknown => {
    if (!Array.isArray(nested)) return nested
    return typeof nested[0] === 'number' ? (nested.length > 2 ? nested.slice(0, 2) : nested) : nested.map(cut)
  }
  return { ...geometry, coordinates: cut(geometry.coordinates) } as Geometry
}

const cellOf = (value: unknown) => (value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value))

/** The properties as a table; its header are the properties of the first features. Points get the columns longitude and latitude. */
export async function openGeojson(facts: FileFacts): Promise<RawTable> {
  let head = ''
  const features = readFeatures(facts, (text) => (head = text))
  const first = await features.next()
  const sample = first.done ? [] : first.value
  const header = [...new Set(sample.slice(0, 500).flatMap((feature) => Object.keys(feature.properties)))]
  const points = sample.some((feature) => feature.geometry?.type === 'Point') && !header.includes('longitude')
  const toRow = ({ line, properties, geometry, broken }: RawFeature): RawRow => {
    const cells = header.map((name) => cellOf(properties[name]))
    if (points) cells.push(...(geometry?.type === 'Point' ? geometry.coordinates.map(String) : ['', '']))
    return broken ? { line, cells, geometry, broken } : { line, cells, geometry }
  }
  const batches = async function* () {
    yield sample.map(toRow)
    for await (const batch of features) yield batch.map(toRow)
  }
  return { header: points ? [...header, 'longitude', 'latitude'] : header, head, batches: batches() }
}
