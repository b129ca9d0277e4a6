export const patrolLive = {}
