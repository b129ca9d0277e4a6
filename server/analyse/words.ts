/** A code or name as words: `outsideStudyArea`, `not_tested`; the least p that so many permutations can give must not be read as one that was found. */
export const words = (code: string) => (code === 'smallestP' ? 'smallest p possible' : code).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll('_', ' ')
