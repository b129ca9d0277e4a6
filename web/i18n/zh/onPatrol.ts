export const onPatrol = {}
