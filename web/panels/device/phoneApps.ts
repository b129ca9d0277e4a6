/** Apps that can send positions here; they are called so in every language. */
export const appNames = { traccar: 'Traccar', osmand: 'OsmAnd', owntracks: 'OwnTracks' } as const
export type PhoneApp = keyof typeof appNames
