import type { Geometry, LngLat } from '../../model/geometry.ts'
import type { OsmMember, OsmTags, OsmVisitor } from './element.ts'
import { NodeIndex } from './nodeIndex.ts'
import { joinRings, nestRings, type Strand } from './rings.ts'
import { isArea } from './isArea.ts'

/** One tagged element with its shape, EPSG:4326. `ref` is `n`, `w` or `r` and the OSM id. */
export type OsmFeature = { ref: string; tags: OsmTags; geometry: Geometry }
export type OsmReject = { ref: string; reason: string }

const areaRelations = new Set(['multipolygon', 'boundary'])

/**
 * Gathers a file's elements and then gives every tagged one a shape: nodes are points, ways lines or (closed, with area tags)
 * polygons, multipolygon relations polygons with their holes. Parts outside the extract are reported, not drawn half.
 */
export class OsmCollection implements OsmVisitor {
  readonly #nodes = new NodeIndex()
  readonly #taggedNodes: { id: number; place: LngLat; tags: OsmTags }[] = []
  readonly #ways = new Map<number, { refs: number[]; tags: OsmTags }>()
  readonly #relations: { id: number; members: OsmMember[]; tags: OsmTags }[] = []

  node(id: number, lng: number, lat: number, tags: OsmTags | undefined): void {
    this.#nodes.add(id, lng, lat)
    if (tags) this.#taggedNodes.push({ id, place: [lng, lat], tags })
  }

  way(id: number, refs: number[], tags: OsmTags): void {
    this.#ways.set(id, { refs, tags })
  }

  relation(id: number, members: OsmMember[], tags: OsmTags): void {
    if (areaRelations.has(tags.type ?? '')) this.#relations.push({ id, members, tags })
  }

  get count(): number {
    return this.#nodes.count + this.#ways.size + this.#relations.length
  }

  /** @param wanted decides by tags alone, so that nothing is built for elements nobody draws */
  *features(wanted: (tags: OsmTags) => boolean): Generator<OsmFeature | OsmReject> {
    for (const { id, place, tags } of this.#taggedNodes) {
      if (wanted(tags)) yield { ref: `n${id}`, tags, geometry: { type: 'Point', coordinates: place } }
    }
    for (const [id, { refs, tags }] of this.#ways) {
      if (wanted(tags)) yield this.#wayFeature(`w${id}`, refs, tags)
    }
    for (const { id, members, tags } of this.#relations) {
      if (wanted(tags)) yield this.#relationFeature(`r${id}`, members, tags)
    }
  }

  #strand(refs: number[]): Strand | undefined {
    const places = refs.map((ref) => this.#nodes.find(ref))
    return places.every((place) => place !== undefined) ? { refs, places: places as LngLat[] } : undefined
  }

  #wayFeature(ref: string, refs: number[], tags: OsmTags): OsmFeature | OsmReject {
    const known = refs.filter((node, i) => i === 0 || node !== refs[i - 1])
    const strand = this.#strand(known)
    if (!strand) return { ref, reason: 'some of its nodes are outside the extract' }
    if (strand.places.length < 2) return { ref, reason: 'it has fewer than two different nodes' }
    const closed = known.length >= 4 && known[0] === known[known.length - 1]
    if (closed && isArea(tags)) return { ref, tags, geometry: { type: 'Polygon', coordinates: [strand.places] } }
    return { ref, tags, geometry: { type: 'LineString', coordinates: strand.places } }
  }

  #relationFeature(ref: string, members: OsmMember[], tags: OsmTags): OsmFeature | OsmReject {
    const strands = (role: (name: string) => boolean) =>
      members.filter((member) => member.type === 'way' && role(member.role)).map((member) => {
        const way = this.#ways.get(member.ref)
        return way && this.#strand(way.refs)
      })
    const outers = strands((role) => role === 'outer' || role === '')
    const inners = strands((role) => role === 'inner')
    if ([...outers, ...inners].some((strand) => !strand)) return { ref, reason: 'some of its ways are outside the extract' }
    const outer = joinRings(outers as Strand[])
    const inner = joinRings(inners as Strand[])
    if (outer.open + inner.open) return { ref, reason: `${outer.open + inner.open} of its ways do not join into closed rings` }
    if (!outer.rings.length) return { ref, reason: 'it has no outer ring' }
    return { ref, tags, geometry: { type: 'MultiPolygon', coordinates: nestRings(outer.rings, inner.rings) } }
  }
}
