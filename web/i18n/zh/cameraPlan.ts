/** 文本: cameraPlan. */
export const cameraPlan = {
}
