/** Texts: cameraHealth. */
export const cameraHealth = {
}
