import { randomBytes } from 'node:crypto'

/** Nouns whose change makes an answer stale. `position` is not in the outbox: ingest tells of it. */
export const versionedNouns = ['incident', 'camera', 'camera_view', 'zone', 'building', 'place', 'estate', 'street', 'area', 'team', 'ground', 'position'] as const
export type VersionedNoun = (typeof versionedNouns)[number]
export type Versions = ReturnType<typeof createVersions>

/** Counts the changes of each noun since this process began. The process's own mark keeps its counts apart from those of any other. */
export function createVersions() {
  const mark = randomBytes(6).toString('base64url')
  const counts = new Map<string, number>(versionedNouns.map((noun) => [noun, 1]))
  return {
    bump: (noun: string) => void counts.set(noun, (counts.get(noun) ?? 0) + 1),
    all: (): Record<string, number> => Object.fromEntries(counts),
    /** A text that differs whenever one of `nouns` changed. Take it before reading: an answer may be newer than its tag, never older. */
    tag: (nouns: readonly VersionedNoun[]) => `${mark}.${nouns.map((noun) => (counts.get(noun) ?? 0).toString(36)).join('.')}`,
  }
}
