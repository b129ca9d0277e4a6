/** 文本: cameraHealth. */
export const cameraHealth = {
}
