/** 文本: cameraRegister. */
export const cameraRegister = {
}
