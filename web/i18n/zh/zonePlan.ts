/** 文本。 */
export const zonePlan = {
}
