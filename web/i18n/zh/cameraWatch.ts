/** 文本: cameraWatch. */
export const cameraWatch = {
}
