/** 文本: cameraSeeing. */
export const cameraSeeing = {
}
