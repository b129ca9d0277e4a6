export const patrolPanel = {}
