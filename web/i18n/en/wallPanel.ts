export const wallPanel = {
  title: 'Panels of the wall',
  kind: { clock: 'Clock', figures: 'Received, closed', queue: 'Queue', shifts: 'Shifts filled', cameras_down: 'Cameras down', coverage: 'Patrol coverage', alarms: 'Alarms', legend: 'Legend' },
  fresh: '< 1 min', aged: '{age} ago', old: 'Old: {age}', none: 'No data yet', failed: 'Could not be read; trying again', loading: 'Reading…', gone: 'No such wall, or not yours',
  day: 'Last 24 h against the 24 h before', received: 'Received', severe: 'Serious', closed: 'Closed', before: 'was {n}', noBefore: 'none before', chance: 'within chance', beyond: 'beyond chance', hourly: 'Received by the hour, 48 h; at most {n}', up: 'up', down: 'down', same: 'unchanged',
  open: 'Open', overdue: 'Overdue', late: '{n} late', soon: 'Due within 1 h: {n}', oldest: 'longest {age}', noQueue: 'Nothing is open', noOverdue: 'none overdue',
  shiftNow: 'Needed now', shiftNext: 'From {time}', filled: 'filled', short: 'short: {n}', allFilled: 'all filled', noNeed: 'Nothing is needed now', noNext: 'No need begins within 24 h', teams: 'On duty', heard: 'Fix in 5 min',
  online: 'Online', offline: 'Offline', fault: 'Faulty', lost: '{age} ago', allOnline: 'None is down', noCameras: 'No cameras', moreDown: 'and {n} more',
  patrolHours: 'Patrol presence', hours: '{n} h', zones: 'Zones visited', ofZones: 'of {n}', noZones: 'No zones', wholeHours: 'by whole hours',
  calm: 'No alarm waits for anybody', lastOne: 'The last one, {time}, was taken by {who}', moreAlarms: '{n} more', ringing: 'for {age}',
  dataAge: '{age} ago', live: 'Live', stale: 'Stopped', connecting: 'Connecting',
  noLegend: 'The layers shown have no legend', moreLegend: 'Layers whose legend does not fit: {n}',
  alarm: {
    label: 'Alarm: {title}', since: 'for {age}, nobody has taken note', waiting: '{n} more wait', duty: 'Who answers here', vacant: 'vacant', noDuty: 'No post is known here', noZone: 'This place lies in no zone', patrols: 'Nearest patrols', straight: '{distance} straight', fixAge: 'fix {age} ago', noPatrol: 'No team had a fix in 10 min',
    cameras: 'Cameras that see it', noCamera: 'No camera sees this place', count: '{n} in all', turns: 'must be turned', due: 'Views being worked out: {n}', asking: 'Asking…', failed: 'Could not be read; trying again',
  },
  editor: {
    label: 'Layout of panels', add: 'Add panel', full: 'No room: make panels smaller or remove one', remove: 'Remove', undo: 'Undo', redo: 'Redo', empty: 'No panels. Choose a kind and add it.', keys: 'Arrows move, Shift+arrows resize, Delete removes, Ctrl+Z undoes', at: '{kind}: column {x}, row {y}, {width} wide, {height} high', readable: 'read at {n} m', tooSmall: 'small: read within {n} m',
    moved: '{kind} moved to column {x}, row {y}', sized: '{kind} is {width} wide, {height} high', added: '{kind} added', removed: '{kind} removed', resize: 'Resize {kind}', list: 'List of panels', kind: 'Kind',
  },
}
