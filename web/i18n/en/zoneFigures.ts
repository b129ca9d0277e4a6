/** Texts. */
export const zoneFigures = {
}
