/** Texts: what cameras see, and how much of the public ground. */
export const cameraSight = {
  cover: 'Camera cover', hint: 'Public ground: without buildings, water and the inside of estates. Fixed and dome cameras that are online count; PTZ, offline and planned ones are told apart.', colour: 'Colour zones by cover', by: 'By which ground',
  kind: { zones: 'Zones', estates: 'Estates', streets: 'Streets' }, watchedOf: { zones: 'of the public ground is watched now', estates: 'of the ground inside of estates is watched now', streets: 'of the length of streets (middle line) is watched now' },
  goals: '{usual} of {of} reach 60 %, {whole} reach 100 %', due: '{n} views are being worked out; figures may still change', chooseArea: 'Choose an area to see its estates and streets', nothing: 'There is no ground to count here', unknown: 'No cover is known of this zone',
  caption: 'Cover, least first', more: 'Besides', unnamed: 'Unnamed ({class})', showAll: 'Show all {n}', short: { turning: 'PTZ', dark: 'off or faulty', planned: 'planned' },
  ground: 'Ground', publicGround: 'Public ground', sharedGround: 'Ground inside of estates',
  part: { watched: 'Watched now', observed: 'of that, can observe', turning: 'A PTZ can turn there', dark: 'Off or faulty: would be seen', planned: 'Planned: would be seen' },
  sees: 'Sees (can detect)', canTurnTo: 'Can turn to (can detect)', assumedTitle: 'Assumed', computedAt: 'Worked out',
  assumed: { direction: 'direction unknown: all around', fieldOfView: 'field of view unknown: 90°', range: 'range unknown: up to 40 m', pixels: 'pixels unknown: 1,920 across' },
  dueAnew: 'Being worked out anew; below is the old result', dueFirst: 'What it sees is being worked out', walledIn: 'Stands deep inside of a building and sees no ground outdoors', moved: { wall: 'Stands on a wall: taken as 5 cm off it', inside: 'Stands inside of a building: taken to hang on its nearest outer wall' },
  title: 'Ground it sees',
  streetClass: { motorway: 'motorway', trunk: 'expressway', primary: 'main road', secondary: 'secondary road', tertiary: 'branch road', residential: 'residential street', service: 'service lane', pedestrian: 'pedestrian street', path: 'path', steps: 'steps', rail: 'railway' },
}
