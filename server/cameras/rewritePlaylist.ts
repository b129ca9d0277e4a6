import { StreamFault } from './streamFault.ts'
import type { StreamPart } from './streamParts.ts'

/** Tags of RFC 8216 that players need and that carry no address. */
const plain = /^#EXT(M3U|INF:|-X-(VERSION:|BYTERANGE:|DISCONTINUITY|PROGRAM-DATE-TIME:|GAP|BITRATE:|TARGETDURATION:|MEDIA-SEQUENCE:|ENDLIST|PLAYLIST-TYPE:|I-FRAMES-ONLY|INDEPENDENT-SEGMENTS|START:))/
/** Tags with attributes, and what lies at an attribute `URI`. */
const withAttributes: readonly [RegExp, StreamPart['kind'] | null][] = [[/^#EXT-X-(KEY|MAP):/, 'bytes'], [/^#EXT-X-MEDIA:/, 'playlist'], [/^#EXT-X-STREAM-INF:/, null]]
/** A name begins where none went on: otherwise a line of a megabyte without one is tried from each of its letters, for hours. */
const attribute = /(?<![A-Z0-9-])([A-Z0-9-]+)=("[^"]*"|[^",\s]*)/g
const mostLines = 20_000
/** Names of parts are longer than the addresses that they stand for, and short lines may stand for long ones. */
const mostLetters = 8_388_608

/**
 * A playlist whose every address is replaced by `address` of the part; what is not known is left out, so that nothing reaches the browser that could lead elsewhere or tell where the stream comes from.
 * @throws StreamFault where it is no playlist
 */
export function rewritePlaylist(text: string, address: (reference: string, kind: StreamPart['kind']) => string): string {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)
  if (!lines[0]?.startsWith('#EXTM3U') || lines.length > mostLines) throw new StreamFault('notPlaylist')
  let next: StreamPart['kind'] = 'bytes'
  const kept: string[] = []
  let letters = 0
  const keep = (line: string) => {
    letters += line.length
    if (letters > mostLetters) throw new StreamFault('huge')
    kept.push(line)
  }
  for (const line of lines.map((each) => each.trim())) {
    if (line === '') continue
    if (!line.startsWith('#')) {
      keep(address(line, next))
      next = 'bytes'
      continue
    }
    const tag = withAttributes.find(([pattern]) => pattern.test(line))
    if (tag) keep(withParts(line, tag[1], address))
    else if (plain.test(line)) keep(line)
    if (line.startsWith('#EXT-X-STREAM-INF:')) next = 'playlist'
  }
  return `${kept.join('\n')}\n`
}

/** Written anew from the attributes that can be read, so that no address stands outside of one. */
function withParts(line: string, kind: StreamPart['kind'] | null, address: (reference: string, kind: StreamPart['kind']) => string): string {
  const colon = line.indexOf(':')
  const attributes = [...line.slice(colon + 1).matchAll(attribute)].flatMap(([whole, name, value = '']) => (name !== 'URI' ? [whole] : kind ? [`URI="${address(value.replace(/^"|"$/g, ''), kind)}"`] : []))
  return `${line.slice(0, colon + 1)}${attributes.join(',')}`
}
