/** The colour that a state is told in beside its word. */
export const cameraTone = { online: 'good', offline: 'bad', fault: 'warn', planned: 'soft', unknown: 'soft' } as const
