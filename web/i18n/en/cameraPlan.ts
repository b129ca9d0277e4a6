/** Texts: cameraPlan. */
export const cameraPlan = {
}
