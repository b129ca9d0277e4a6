/** Texts of the page grow with its root font, on a wall and while one presents; maps grow with them, from the size at which they were drawn up (16 px). A map's own pixels are those of the page by this. */
export const magnification = (): number => Math.max(1, Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16)
