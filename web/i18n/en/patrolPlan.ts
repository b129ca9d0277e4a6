export const patrolPlan = {}
