/** 文本: blindSpot. */
export const blindSpot = {
}
