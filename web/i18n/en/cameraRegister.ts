/** Texts: cameraRegister. */
export const cameraRegister = {
}
