import { type Encoding, encodingHeader } from './compress.ts'

export const etagOf = (tag: string, encoding: Encoding): string => `"${tag}.${encoding}"`

/** What every answer about a tile carries, the empty ones too. */
export const tagHeaders = (etag: string) => ({ etag, 'cache-control': 'private, no-cache', vary: 'Cookie, Accept-Encoding' })

export const tileHeaders = (etag: string, encoding: Encoding): Record<string, string> => ({ ...tagHeaders(etag), ...encodingHeader(encoding), 'content-type': 'application/vnd.mapbox-vector-tile' })
