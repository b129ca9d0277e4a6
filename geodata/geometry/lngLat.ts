/** A place: degrees east and north, WGS 84 (EPSG:4326). */
export type LngLat = readonly [lng: number, lat: number]

/** A place in a local plane: metres east and north of the plane's centre. */
export type MetersXY = readonly [xMeters: number, yMeters: number]

/** A rectangle of degrees, west <= east: EPSG:4326, as in RFC 7946. */
export type BBox = readonly [west: number, south: number, east: number, north: number]

/** WGS 84. */
export const EQUATOR_RADIUS_METERS = 6378137
export const FLATTENING = 1 / 298.257223563
