export const patrolCover = {}
