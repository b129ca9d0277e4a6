/** What the live stream carries: rows as the reader may see them now, and ids that are gone from the reader's sight. */
export type Noun = 'incident' | 'camera' | 'camera_view' | 'zone' | 'position' | 'import' | 'alarm' | 'hotspot' | 'zone_plan' | 'check_in' | 'patrol_plan' | 'checkpoint' | 'roster' | 'map_wall' | 'briefing'
export type Change<Row = unknown> = { noun: Noun; rows: Row[]; gone: (string | number)[] }
