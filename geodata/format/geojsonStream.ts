import { FormatError } from './osmPbf/blobs.ts'

const [quote, backslash, open, close, openList, closeList] = [34, 92, 123, 125, 91, 93]
/** A feature longer than this many characters is no feature of a map that fits into memory. */
const maxFeatureLength = 64 * 1024 * 1024

/**
 * Cuts the text of a GeoJSON FeatureCollection (RFC 7946) into its features without holding the whole: `push` pieces of text, take
 * the features' texts, and call `end`. Members before and after `features` are skipped; `head` keeps those before it.
 */
export class FeatureSplitter {
  #text = ''
  #at = 0
  #start = -1
  #depth = 0
  #inString = false
  #inFeatures = false
  #done = false
  #count = 0
  /** What stood before the features, at most 10,000 characters: an old-style `crs` member is found there. */
  head = ''

  get count(): number {
    return this.#count
  }

  /** The features that are complete with this piece. @throws FormatError when it is no FeatureCollection */
  push(piece: string): string[] {
    this.#text += piece
    const features: string[] = []
    if (!this.#inFeatures && !this.#done && !this.#findFeatures()) return features
    if (this.#inFeatures) this.#scan(features)
    const keep = this.#start >= 0 ? this.#start : this.#at
    this.#text = this.#text.slice(keep)
    this.#at -= keep
    if (this.#start >= 0) this.#start = 0
    if (this.#text.length > maxFeatureLength) throw new FormatError(`Feature ${this.#count + 1} is larger than ${maxFeatureLength >> 20} MB.`)
    return features
  }

  /** @throws FormatError when the text stopped too early */
  end(): void {
    if (!this.#inFeatures && !this.#done) throw new FormatError('This is not a GeoJSON FeatureCollection: it has no "features".')
    if (!this.#done) throw new FormatError(`The GeoJSON ends in the middle of feature ${this.#count + 1}: the file was cut off.`)
  }

  #findFeatures(): boolean {
    const found = /"features"\s*:\s*\[/.exec(this.#text)
    if (!found) {
      const start = this.#text.trimStart()
      if (start && !start.startsWith('{')) throw new FormatError('This is not GeoJSON: it does not start with {.')
      if (this.#text.length > 1024 * 1024) throw new FormatError('This is not a GeoJSON FeatureCollection: no "features" in the first megabyte.')
      return false
    }
    this.head = this.#text.slice(0, Math.min(found.index, 10_000))
    this.#at = found.index + found[0].length
    this.#inFeatures = true
    return true
  }

  #scan(features: string[]): void {
    const text = this.#text
    for (; this.#at < text.length; this.#at++) {
      const code = text.charCodeAt(this.#at)
      if (this.#inString) {
        if (code === backslash) this.#at++
        else if (code === quote) this.#inString = false
      } else if (code === quote) this.#inString = true
      else if (code === open || code === openList) {
        if (this.#depth++ === 0) this.#start = this.#at
      } else if (code === close || code === closeList) {
        if (this.#depth === 0) return this.#finish()
        if (--this.#depth === 0) features.push(this.#cut())
      }
    }
  }

  #cut(): string {
    this.#count++
    const feature = this.#text.slice(this.#start, this.#at + 1)
    this.#start = -1
    return feature
  }

  #finish(): void {
    this.#inFeatures = false
    this.#done = true
  }
}
