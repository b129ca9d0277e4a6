export const streetRoute = {}
