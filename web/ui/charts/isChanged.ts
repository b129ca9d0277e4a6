/** Whether a place of a value, or something in it or around it, is among those that another run changed (paths of `compareFigures`). */
export const isChanged = (paths: readonly string[] | undefined, path: string): boolean => Boolean(paths?.some((each) => each === path || each.startsWith(`${path}/`) || path.startsWith(`${each}/`)))
