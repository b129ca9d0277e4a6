/** 文本。 */
export const duty = {
}
