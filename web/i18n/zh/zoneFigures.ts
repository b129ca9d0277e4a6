/** 文本。 */
export const zoneFigures = {
}
