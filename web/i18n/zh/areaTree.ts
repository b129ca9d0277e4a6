/** 文本。 */
export const areaTree = {
}
