import { z } from 'zod'

/** GeoJSON geometry (RFC 7946) in EPSG:4326, longitude and latitude, no Z or M. Topology is judged by `geodata/geometry/checkGeometry`. */
export const maxVertices = 5_000

export const Position2D = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
export type LngLat = [number, number]

const line = z.array(Position2D).min(2).max(maxVertices)
const ring = z.array(Position2D).min(4).max(maxVertices)

export const Point = z.object({ type: z.literal('Point'), coordinates: Position2D })
export const MultiPoint = z.object({ type: z.literal('MultiPoint'), coordinates: z.array(Position2D).min(1).max(maxVertices) })
export const LineString = z.object({ type: z.literal('LineString'), coordinates: line })
export const MultiLineString = z.object({ type: z.literal('MultiLineString'), coordinates: z.array(line).min(1) })
export const Polygon = z.object({ type: z.literal('Polygon'), coordinates: z.array(ring).min(1) })
export const MultiPolygon = z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring).min(1)).min(1) })

export const Geometry = z.discriminatedUnion('type', [Point, MultiPoint, LineString, MultiLineString, Polygon, MultiPolygon])
export type Geometry = z.infer<typeof Geometry>
export type Point = z.infer<typeof Point>
export type LineString = z.infer<typeof LineString>
export type Polygon = z.infer<typeof Polygon>
export type MultiPolygon = z.infer<typeof MultiPolygon>

/** West, south, east, north in degrees. */
export const Bbox = z
  .tuple([z.number().min(-180).max(180), z.number().min(-90).max(90), z.number().min(-180).max(180), z.number().min(-90).max(90)])
  .refine(([west, south, east, north]) => west < east && south < north, 'expected west < east and south < north')
export type Bbox = [number, number, number, number]
