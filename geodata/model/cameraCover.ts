/** How much of some ground cameras see. Square metres of public ground, of a street metres of its middle line. Each metre is counted once, for the best that is true of it. */
export type CoverFigures = {
  ground: number
  /** Watched always, by cameras that are online. */
  watched: number
  /** Of that, near enough to observe and not only to detect. */
  observed: number
  /** Watched only when a camera turns there. */
  turning: number
  /** Seen by nothing but cameras that are offline or faulty. */
  dark: number
  /** Seen by nothing of these, but by a camera that is planned. */
  planned: number
}

/** Shared ground of estates in a zone is told apart from its public ground. */
export type ZoneCover = { zoneId: number; public: CoverFigures; shared: CoverFigures }
export type EstateCover = { estateId: number; nameZh: string; nameEn: string; shared: CoverFigures; at: [number, number] }
/** All streets of one name, or of one class where they have none. */
export type StreetCover = { nameZh: string; nameEn: string; class: string; line: CoverFigures; at: [number, number] }
export type CameraCover = {
  /** The whole of one area, also where it has no zones; null where all zones were asked for, or it has no outline. */
  area: Pick<ZoneCover, 'public' | 'shared'> | null
  zones: ZoneCover[]
  /** Of one area only; empty where all zones were asked for. */
  estates: EstateCover[]
  streets: StreetCover[]
  /** Cameras whose view is being worked out: figures may still change. */
  due: number
}

/** What is reported from practice: 60 % of the public ground in 40 estates, 100 % in 22. */
export const coverGoals = { usual: 0.6, whole: 1 } as const

/** The share that is always watched; null where there is no ground to watch. */
export const watchedShare = ({ watched, ground }: Pick<CoverFigures, 'watched' | 'ground'>): number | null => (ground > 0 ? watched / ground : null)
