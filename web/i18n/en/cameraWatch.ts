/** Texts: cameraWatch. */
export const cameraWatch = {
}
