/** Texts. */
export const zonePlan = {
}
