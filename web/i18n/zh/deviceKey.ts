export const deviceKey = {}
