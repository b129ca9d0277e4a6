/** A letter for each team of a plan, in its order: A to Z, then AA, AB … Read aloud on the radio and off grey paper. */
export function teamSign(rank: number): string {
  const letter = String.fromCharCode(65 + (rank % 26))
  return rank < 26 ? letter : `${teamSign(Math.floor(rank / 26) - 1)}${letter}`
}

/** Numbers of stops in their order; starts, ends and breaks have none. */
export function stopSigns(team: number, stops: readonly { kind: string }[]): string[] {
  let n = 0
  return stops.map(({ kind }) => (kind === 'hotspot' || kind === 'checkpoint' ? `${teamSign(team)}${++n}` : ''))
}
