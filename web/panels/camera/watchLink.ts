/** Where the stream or snapshot of a camera is opened; from an incident, so that what is found is about it. */
export const watchLink = (cameraId: number, incidentId?: string) => ({ path: '/watch', query: { camera: String(cameraId), ...(incidentId ? { incident: incidentId } : {}) } })
