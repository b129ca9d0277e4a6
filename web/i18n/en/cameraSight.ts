/** Texts: cameraSight. */
export const cameraSight = {
}
