/** Texts. */
export const duty = {
}
