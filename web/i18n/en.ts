import { session } from './en/session.ts'
import { loop } from './en/loop.ts'
import { board } from './en/board.ts'
import { intake } from './en/intake.ts'
import { indicators } from './en/indicators.ts'
import { past } from './en/past.ts'
import { alarm } from './en/alarm.ts'
import { deadline } from './en/deadline.ts'
import { explore } from './en/explore.ts'
import { analysis } from './en/analysis.ts'
import { hotspot } from './en/hotspot.ts'
import { zonePlan } from './en/zonePlan.ts'
import { areaTree } from './en/areaTree.ts'
import { duty } from './en/duty.ts'
import { zoneFigures } from './en/zoneFigures.ts'
import { cameraRegister } from './en/cameraRegister.ts'
import { cameraSight } from './en/cameraSight.ts'
import { cameraSeeing } from './en/cameraSeeing.ts'
import { cameraWatch } from './en/cameraWatch.ts'
import { cameraHealth } from './en/cameraHealth.ts'
import { cameraPlan } from './en/cameraPlan.ts'
import { streetRoute } from './en/streetRoute.ts'
import { roster } from './en/roster.ts'
import { patrolPlan } from './en/patrolPlan.ts'
import { patrolPanel } from './en/patrolPanel.ts'
import { onPatrol } from './en/onPatrol.ts'
import { patrolLive } from './en/patrolLive.ts'
import { patrolCover } from './en/patrolCover.ts'
import { deviceKey } from './en/deviceKey.ts'
import { blindSpot } from './en/blindSpot.ts'
import { mapWall } from './en/mapWall.ts'
import { wallScreen } from './en/wallScreen.ts'
import { wallPanel } from './en/wallPanel.ts'
import { briefing } from './en/briefing.ts'
import { presenting } from './en/presenting.ts'

/** English texts. `zh.ts` has the same shape; the compiler and a test keep them equal. */
export const en = {
  session, loop, board, intake, indicators, past, alarm, deadline, explore, analysis, hotspot, zonePlan, areaTree, duty, zoneFigures,
  cameraRegister, cameraSight, cameraSeeing, cameraWatch, cameraHealth, cameraPlan, blindSpot,
  streetRoute, roster, patrolPlan, patrolPanel, onPatrol, patrolLive, patrolCover, deviceKey,
  mapWall, wallScreen, wallPanel, briefing, presenting,
  app: { name: 'Fangcun', loading: 'Loading', noData: 'Nothing here', retry: 'Try again', close: 'Close', cancel: 'Cancel', unknown: 'unknown', all: 'All', none: 'None', collapse: 'Collapse', expand: 'Expand', notFound: 'There is no such page', backToMap: 'Back to the map', skipToMap: 'Skip to the map', show: 'Show', more: 'More' },
  bar: { area: 'Area', language: '中文', languageTitle: 'Switch to Chinese', theme: 'Light or dark', fullScreen: 'Full screen', help: 'Keyboard and help', actor: 'Acting as', layers: 'Layers', panels: 'Panels', demo: 'Demo actor: stands in until sign-in comes' },
  search: { label: 'Search', placeholder: 'Zone, code, address, coordinates', none: 'Nothing found for “{q}”', hint: 'Enter flies there', results: '{n} results', failed: 'Search failed' },
  noun: { zone: 'Zone', area: 'Area', building: 'Building', estate: 'Estate', street: 'Street', place: 'Place', incident: 'Incident', camera: 'Camera', team: 'Team', point: 'Point', unit: 'Place of an answer', hotspot: 'Kept hotspot', coordinates: 'Coordinates' },
  time: { tab: 'Time', label: 'Time window', last24h: '24 h', last7d: '7 d', last30d: '30 d', last90d: '90 d', last365d: '1 y', custom: 'From – to', from: 'From', to: 'To', apply: 'Apply', stepBack: 'Earlier', stepForward: 'Later', moving: 'moves with the clock', fixed: 'fixed', dataUntil: 'data ends {time}', wrongOrder: 'The end must be after the start', hours: '{n} h', play: 'Play', pause: 'Pause', histogram: 'Incidents over time', brush: 'Drag to choose a time window', perBin: 'Incidents per {span}', noHistogram: 'No incidents in the loaded time' },
  live: { live: 'Live', connecting: 'Connecting', stale: 'Stale', age: 'Data {age} ago', never: 'No data yet', banner: 'No live data since {time}. What you see, alarms and the board included, may be out of date; it reconnects by itself.', retrying: 'Trying again in {n} s', back: 'Live again' },
  age: { seconds: '{n} s', minutes: '{n} min', hours: '{n} h', days: '{n} d' },
  figures: { label: 'Figures in the time window', received: 'Received', completed: 'Completed', open: 'Open', cameras: 'Cameras online', teams: 'Teams live', shifts: 'Shifts on duty', completionRate: 'Completion rate' },
  layers: {
    label: 'Layers and filters', zones: 'Zones', coverage: 'Patrol coverage', presence: 'Not visited', blindSpots: 'Blind spots', hotspotCells: 'Hotspot cells (Gi*)', hotspotClusters: 'Hotspot clusters', analysis: 'Analysis', hotspots: 'Kept hotspots', incidentHeat: 'Density of incidents', incidentHexagons: 'Incident hexagons', incidentPoints: 'Incident points', cameraViews: 'Ground cameras see', cameras: 'Cameras', incidents: 'Incidents', places: 'Places', roster: 'Posts and stations', patrolPlan: 'Patrol rounds', patrols: 'Patrols live',
    figure: 'Zones coloured by', legend: 'Legend', shown: 'Shown', hidden: 'Hidden', noLegend: 'Switch a layer on to see its legend', zoomIn: 'shown when nearer',
  },
  figure: { none: 'Boundary only', households: 'Households', householdsPerHectare: 'Households per hectare', incidents: 'Incidents', incidentsPerSquareKilometer: 'Incidents per km²', incidentsPer1000Households: 'Incidents per 1,000 households', cameras: 'Cameras', coverageMinutes: 'Patrol minutes', vacancies: 'Vacant posts', cameraCover: 'Camera cover', completion: 'Completion rate', on_time: 'On-time rate', resolution: 'Resolution rate', satisfaction: 'Satisfaction', change_on_year: 'Change on the year' },
  filter: { tab: 'Filter', label: 'Filter incidents', category: 'Category', find: 'Find a category', state: 'State', severity: 'Severity at least', provenance: 'Found by', reset: 'Reset filters', active: 'Filter on', matching: '{n} of {total} incidents', noCategory: 'No category matches', selectAll: 'All', selectNone: 'None' },
  detail: {
    label: 'Details', nothing: 'Choose something on the map', answers: 'Who answers for this place', happened: 'What happened here', posts: 'Posts', vacancy: 'vacant', vacancies: '{n} vacant', noPosts: 'No posts are recorded', households: 'Households', figures: 'Figures', code: 'Code', area: 'Area', zone: 'Zone', category: 'Category', severity: 'Severity', state: 'State', channel: 'Channel', provenance: 'Found by', occurred: 'Occurred', reported: 'Reported', address: 'Address', geometry: 'Shape', log: 'Log', steps: 'Next step', note: 'Note', notePlaceholder: 'Result, reason or remark', nearCameras: 'Nearest cameras', camerasNear: 'Cameras within 200 m', recent: 'Incidents within 150 m, last 90 days', noRecent: 'None in the last 90 days within 150 m', noCameras: 'None near', stations: 'Duty stations near', coordinates: 'Coordinates', kind: 'Kind', azimuth: 'Direction', fieldOfView: 'Field of view', range: 'Range', height: 'Height', version: 'Version', use: 'Use', opening: 'Opening hours', callSign: 'Call sign', vehicle: 'Moves by', lastFix: 'Last position', speed: 'Speed', incidentsInWindow: 'Incidents in the time window', coverageMinutes: 'Patrol minutes', cameras: 'Cameras', outside: 'Outside every zone', conflict: 'Somebody was faster: the matter is now “{state}”. It was read again; nothing of yours was saved.', stepSaved: 'Saved: {action}', noSteps: 'No step is open to you', everywhere: 'All around', choose: '{n} things here: choose one', voice: 'Kept out of hotspots and rankings', sheet: 'Details of the selection', building: 'Building', flyTo: 'Centre on it',
  },
  menu: { label: 'At this place', here: 'What is here', copy: 'Copy coordinates', copied: 'Copied: {text}', measure: 'Measure from here', report: 'Report an incident here', link: 'Copy a link to this view', notCopied: 'The browser refused to copy. Text: {text}' },
  report: { title: 'Report an incident', channel: 'Channel', category: 'Category', severity: 'Severity', name: 'What happened', occurred: 'When', address: 'Address', send: 'Report', sending: 'Sending', done: 'Reported: {number}', byCategory: 'As the category says', privacy: 'Describe the matter and the place. Write no names and nothing that identifies a resident.', where: 'Place', needTitle: 'Say in a few words what happened', needCategory: 'Choose a category', needTime: 'Choose a time that is not in the future', provenance: 'Found by' },
  measure: { label: 'Measure', off: 'Off', distance: 'Distance', area: 'Area', undo: 'Undo last point', clear: 'Clear', hint: 'Click on the map to set points; Esc ends', result: 'Result', start: 'Set the first point' },
  views: { title: 'Saved views', name: 'Name of this view', save: 'Save', saved: 'Saved: {name}', empty: 'No view is saved yet. A saved view keeps place, layers, filters and time.', remove: 'Delete {name}' },
  imports: { title: 'Imports', empty: 'Nothing was imported', rows: '{n} rows, {refused} refused', running: 'running', done: 'done', failed: 'failed', undone: 'undone', problems: 'Rows with problems', noProblems: 'No problems', rejected: 'not taken', taken: 'taken', showAll: 'Mark all {n} on the map', mark: 'Mark on the map', unmark: 'Take the mark away', markNamed: 'Mark on the map: {kind} {ref}', noGround: 'No ground is known', more: '{n} more', problem: { overlap: 'Overlaps another zone', outside: 'Outside of its area', in_pieces: 'In pieces', hole: 'Has a hole', sliver: 'A sliver', gap: 'Leaves a gap', datum: 'Looks like another datum', repaired: 'Its shape was mended', invalid_shape: 'Its shape is invalid', double_code: 'Its code is taken', unreadable: 'Could not be read', camera_kind: 'kind not understood', camera_azimuth: 'direction not understood', camera_fieldOfView: 'field of view not understood', camera_tilt: 'tilt not understood', camera_range: 'range not understood', camera_height: 'height not understood', camera_pixels: 'picture width not understood', camera_lens: 'focal length not understood', camera_deviceCode: 'device code is wrong', camera_retention: 'days kept not understood', camera_state: 'state not understood', camera_same_place: 'several at one place' } },
  coverage: { title: 'Patrol coverage', period: 'Period', legend: 'Minutes of presence', rows: '{n} cells', truncated: 'More cells than can be shown: zoom in', empty: 'No patrol presence in this period', window: 'As the time window', shift8: 'Last 8 h', day: 'Last 24 h', week: 'Last 7 d', month: 'Last 30 d' },
  help: { title: 'Keyboard', search: 'Search', shortcuts: 'This help', layers: 'Layer panel', fullScreen: 'Full screen', close: 'Close, or end the tool', pan: 'Move the map', zoom: 'Nearer, farther', step: 'Time window earlier, later', play: 'Play or pause time', measure: 'Measure distance', about: 'Fangcun shows places, matters, equipment and staff on duty. It holds nothing about residents.', api: 'API description' },
  error: { title: 'This did not work', network: 'The server does not answer', unauthorized: 'Not allowed for this actor', notFound: 'This does not exist, or is not yours to see', generic: 'Error {status}: {title}', badLink: 'Part of the link could not be read and was left out: {parts}', boundary: 'This part of the page failed', loadFailed: '{what} could not be loaded', tooMany: 'Too many incidents for one view; only a shorter time is loaded', actorChanged: 'Now acting as {name}', field: '{field}: expected {expected}' },
  state: { reported: 'Reported', registered: 'Registered', dispatched: 'Dispatched', accepted: 'Accepted', handling: 'In handling', fed_back: 'Fed back', verified: 'Verified', closed: 'Closed', called_back: 'Called back', archived: 'Archived', suspended: 'Suspended', merged: 'Merged' },
  action: {
    report: 'Report', register: 'Register', dispatch: 'Dispatch', categorise: 'Categorise', accept: 'Accept', handle: 'Start handling', feed_back: 'Feed back', verify: 'Verify', close: 'Close', call_back: 'Call back', archive: 'Archive', refuse: 'Send back', transfer: 'Transfer', cancel: 'Cancel order',
    ask_extension: 'Ask for more time', extend: 'Extend once', suspend: 'Suspend', resume: 'Resume', reopen: 'Reopen', merge: 'Merge', unmerge: 'Unmerge', split: 'Split', warn: 'Warned', escalate: 'Escalated', undo: 'Undone', rezone: 'Zones changed', note: 'Word from a device',
  },
  severity: { 1: 'Minor', 2: 'Normal', 3: 'Serious', 4: 'Severe' },
  channel: { visit: 'Visit', letter: 'Letter', phone: 'Phone or hotline', grid_officer: 'Grid officer', video_patrol: 'Video patrol', online: 'Online', sensor: 'Sensor', transferred: 'Transferred' },
  provenance: { public: 'Public', patrol: 'Patrol', camera: 'Camera', sensor: 'Sensor' },
  shape: { Point: 'Point', MultiPoint: 'Points', LineString: 'Line', MultiLineString: 'Lines', Polygon: 'Area', MultiPolygon: 'Areas' },
  cameraKind: { fixed: 'Fixed', ptz: 'Pan-tilt-zoom', dome: 'Dome, 360°' },
  cameraState: { online: 'Online', offline: 'Offline', fault: 'Fault', planned: 'Planned', unknown: 'Unknown' },
  areaLevel: { city: 'City', district: 'District', subdistrict: 'Subdistrict', community: 'Community' },
  post: { zone_lead: 'Zone lead', grid_officer: 'Grid officer', assistant: 'Assistant', supervisor: 'Supervisor', safety: 'Safety', sanitation: 'Sanitation', information: 'Information', building_lead: 'Building lead', community_police: 'Community police' },
  role: { administrator: 'Administrator', auditor: 'Auditor', command_operator: 'Command operator', supervisor: 'Supervisor', zone_lead: 'Zone lead', grid_officer: 'Grid officer', patrol_leader: 'Patrol leader', patrol_member: 'Patrol member', leader: 'Leader', wall_display: 'Wall display' },
  use: { residential: 'Homes', commercial: 'Shops', office: 'Offices', school: 'School', hospital: 'Hospital', public: 'Public', industrial: 'Industry', other: 'Other' },
  vehicle: { foot: 'On foot', bicycle: 'Bicycle', car: 'Car' },
  team: { staff: 'Staff', volunteer: 'Volunteers' },
  place: {
    police_post: 'Police post', patrol_station: 'Patrol station', mediation_room: 'Mediation room', service_hall: 'Service hall', health_station: 'Health station', hospital: 'Hospital', pharmacy: 'Pharmacy', school: 'School', kindergarten: 'Kindergarten', day_care: 'Day care', market: 'Market', shop: 'Shop', restaurant: 'Restaurant', bank: 'Bank', park: 'Park', station: 'Station', bus_stop: 'Bus stop', parking: 'Parking', fire_station: 'Fire station', library: 'Library', toilet: 'Toilet', worship: 'Place of worship', hotel: 'Hotel', street_light: 'Street light', other: 'Other',
  },
}
export type Messages = typeof en
