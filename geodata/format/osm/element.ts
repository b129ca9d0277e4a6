export type OsmTags = Record<string, string>
export type OsmMember = { type: 'node' | 'way' | 'relation'; ref: number; role: string }

/** Takes the elements of an OSM file; coordinates are degrees, EPSG:4326. Ids are exact up to 2^53. */
export type OsmVisitor = {
  /** The box that the file says it was cut from: west, south, east, north. */
  bounds?(box: [number, number, number, number]): void
  node(id: number, lng: number, lat: number, tags: OsmTags | undefined): void
  way(id: number, refs: number[], tags: OsmTags): void
  relation(id: number, members: OsmMember[], tags: OsmTags): void
}
