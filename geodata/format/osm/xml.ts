import { FormatError } from '../osmPbf/blobs.ts'
import type { OsmMember, OsmTags, OsmVisitor } from './element.ts'

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const plain = (text: string) =>
  text.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (whole, name: string) => {
    if (name[0] !== '#') return entities[name] ?? whole
    const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })

type Attributes = Record<string, string>

function attributesOf(tag: string): Attributes {
  const found: Attributes = {}
  for (const [, name = '', double, single] of tag.matchAll(/([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) found[name] = plain(double ?? single ?? '')
  return found
}

type Open = { kind: string; attributes: Attributes; tags: OsmTags; refs: number[]; members: OsmMember[] }

/**
 * Reads OSM XML (version 0.6) from pieces of text; only the elements it consists of, no general XML. Elements marked deleted are left out.
 * @throws FormatError when the text ends before `</osm>`
 */
export async function readOsmXml(pieces: AsyncIterable<string>, visitor: OsmVisitor): Promise<void> {
  let rest = ''
  let closed = false
  let open: Open | undefined
  for await (const piece of pieces) {
    rest += piece
    let at = 0
    for (let start = rest.indexOf('<', at); start >= 0; start = rest.indexOf('<', at)) {
      const end = rest.indexOf('>', start)
      if (end < 0) break
      const tag = rest.slice(start + 1, end)
      open = take(tag, open, visitor)
      if (tag === '/osm') closed = true
      at = end + 1
    }
    rest = rest.slice(at)
  }
  if (!closed) throw new FormatError('The OSM XML ends before </osm>: the file was cut off.')
}

function take(tag: string, open: Open | undefined, visitor: OsmVisitor): Open | undefined {
  const name = /^\/?\w+/.exec(tag)?.[0] ?? ''
  if (name === 'node' || name === 'way' || name === 'relation') {
    const started: Open = { kind: name, attributes: attributesOf(tag), tags: {}, refs: [], members: [] }
    return tag.endsWith('/') ? finish(started, visitor) : started
  }
  if (name === 'bounds') readBounds(attributesOf(tag), visitor)
  if (!open) return undefined
  if (name === `/${open.kind}`) return finish(open, visitor)
  const attributes = name === 'tag' || name === 'nd' || name === 'member' ? attributesOf(tag) : {}
  if (name === 'tag') open.tags[attributes.k ?? ''] = attributes.v ?? ''
  else if (name === 'nd') open.refs.push(Number(attributes.ref))
  else if (name === 'member') open.members.push({ type: attributes.type as OsmMember['type'], ref: Number(attributes.ref), role: attributes.role ?? '' })
  return open
}

function finish({ kind, attributes, tags, refs, members }: Open, visitor: OsmVisitor): undefined {
  if (attributes.action === 'delete' || attributes.visible === 'false') return undefined
  const id = Number(attributes.id)
  if (kind === 'node') visitor.node(id, Number(attributes.lon), Number(attributes.lat), Object.keys(tags).length ? tags : undefined)
  else if (kind === 'way') visitor.way(id, refs, tags)
  else visitor.relation(id, members, tags)
  return undefined
}

function readBounds(attributes: Attributes, visitor: OsmVisitor): void {
  const [west = NaN, south = NaN, east = NaN, north = NaN] = ['minlon', 'minlat', 'maxlon', 'maxlat'].map((name) => Number(attributes[name] ?? NaN))
  if (west < east && south < north) visitor.bounds?.([west, south, east, north])
}
