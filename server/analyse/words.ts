/** A code or name as words: `outsideStudyArea`, `not_tested`. */
export const words = (code: string) => code.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll('_', ' ')
