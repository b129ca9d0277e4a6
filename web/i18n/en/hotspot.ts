export const hotspot = {}
