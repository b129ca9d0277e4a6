/** Texts. */
export const areaTree = {
}
