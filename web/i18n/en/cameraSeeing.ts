/** Texts: cameraSeeing. */
export const cameraSeeing = {
}
