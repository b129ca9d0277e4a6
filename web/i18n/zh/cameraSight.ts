/** 文本: cameraSight. */
export const cameraSight = {
}
