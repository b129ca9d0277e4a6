export const deadline = {}
