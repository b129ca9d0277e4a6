/** A matter as the question of doubles sees it. */
export type Matter = { occurredAt: string; categoryId: number | null; group: string | null; title: string; details?: string }
/** Another matter near by, with the metres between both shapes on the spheroid. */
export type NearMatter = Matter & { distanceMeters: number }
/** Why two matters may be one. Minutes are positive when the other came earlier; `wording` is 0 to 1. */
export type DuplicateReasons = { distanceMeters: number; minutesEarlier: number; sameCategory: boolean; sameGroup: boolean; wording: number }
export type LikelyDuplicate<Other> = { other: Other; score: number; reasons: DuplicateReasons }

/** Shares of the score, which add up to 1: the same place says most, for a reporter errs in words and in the catalogue sooner than in the street. */
export const shares = { place: 0.35, time: 0.2, category: 0.2, wording: 0.25 } as const
/** From here on two matters are shown side by side: same place and category within a day, whatever the words, is enough. */
export const likelyScore = 0.6

/** 1 at the place, 0.61 at half of the radius, 0.14 at the radius: a bell of half the radius. */
export const placeLikeness = (distanceMeters: number, radiusMeters: number): number => Math.exp(-((distanceMeters / (radiusMeters / 2)) ** 2) / 2)

/** 1 at once, a half after a day, a quarter after three: what nobody mends is reported again for weeks. */
export const timeLikeness = (minutesApart: number): number => 1 / (1 + Math.abs(minutesApart) / 1_440)

export function categoryLikeness(one: Matter, other: Matter): number {
  if (one.categoryId !== null && one.categoryId === other.categoryId) return 1
  return one.group !== null && one.group === other.group ? 0.5 : 0
}

/** Letters and digits alone, in one width and case. */
const plain = (text: string) => text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')

function pairsOf(text: string): Map<string, number> {
  const signs = [...text]
  const pairs = new Map<string, number>()
  for (let i = 1; i < signs.length; i++) {
    const pair = `${signs[i - 1]}${signs[i]}`
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  return pairs
}

/**
 * Dice's coefficient over pairs of neighbouring characters, each as often as it stands (Dice 1945; Adamson and Boreham 1974): needs no words, so it
 * serves Chinese. 1 for the same text, 0 for texts without a common pair.
 */
export function wordingLikeness(one: string, other: string): number {
  const [a, b] = [plain(one), plain(other)]
  if (a === b) return a === '' ? 0 : 1
  const [pairsA, pairsB] = [pairsOf(a), pairsOf(b)]
  let common = 0
  for (const [pair, count] of pairsA) common += Math.min(count, pairsB.get(pair) ?? 0)
  const all = Math.max(0, [...a].length - 1) + Math.max(0, [...b].length - 1)
  return all === 0 ? 0 : (2 * common) / all
}

const whole = ({ title, details = '' }: Matter) => `${title} ${details}`

/** Titles alone or with details, whichever agrees more: one of two may have been told at length. */
const wordingOf = (one: Matter, other: Matter) => Math.max(wordingLikeness(one.title, other.title), wordingLikeness(whole(one), whole(other)))

export function duplicateReasons(matter: Matter, other: NearMatter): DuplicateReasons {
  return {
    distanceMeters: other.distanceMeters,
    minutesEarlier: (Date.parse(matter.occurredAt) - Date.parse(other.occurredAt)) / 60_000,
    sameCategory: matter.categoryId !== null && matter.categoryId === other.categoryId,
    sameGroup: matter.group !== null && matter.group === other.group,
    wording: wordingOf(matter, other),
  }
}

/** The others that may be the same matter, most likely first. `radiusMeters` is how far apart two reports of this category may place one thing. */
export function likelyDuplicates<Other extends NearMatter>(matter: Matter, others: readonly Other[], radiusMeters: number, most = 10): LikelyDuplicate<Other>[] {
  return others
    .map((other) => {
      const reasons = duplicateReasons(matter, other)
      const score =
        shares.place * placeLikeness(reasons.distanceMeters, radiusMeters) + shares.time * timeLikeness(reasons.minutesEarlier) +
        shares.category * categoryLikeness(matter, other) + shares.wording * reasons.wording
      return { other, score, reasons }
    })
    .filter(({ score }) => score >= likelyScore)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, most)
}
