export const wallPanel = {
  title: 'Panels of the wall',
  kind: { clock: 'Clock', figures: 'Received and closed', queue: 'Queue', shifts: 'Shifts filled', cameras_down: 'Cameras down', coverage: 'Patrol coverage', alarms: 'Alarms', legend: 'Legend' },
  fresh: 'within 1 min', aged: '{age} ago', old: 'Out of date: {age} ago', none: 'No data yet', failed: 'Could not be read; trying again', loading: 'Reading…', gone: 'No such wall, or not yours',
  day: 'Last 24 h against the 24 h before', received: 'Received', severe: 'Serious', closed: 'Closed', before: 'before {n}', noBefore: 'none before', chance: 'within chance', beyond: 'more than chance', hourly: 'Received by the hour, last 48 h; at most {n}', up: 'up', down: 'down', same: 'unchanged',
  open: 'Open', overdue: 'Overdue', soon: 'Due within 1 h', oldest: 'longest overdue {age}', noQueue: 'Nothing is open', noOverdue: 'none overdue', others: '{n} other states: {count}',
  shiftNow: 'Needed now', shiftNext: 'From {time}', filled: 'filled', short: '{n} needs are short', allFilled: 'all filled', noNeed: 'Nothing is needed now', noNext: 'No need begins within 24 h', teams: 'Teams on duty', heard: 'with a fix in 5 min',
  online: 'online', offline: 'Offline', fault: 'Faulty', lost: '{age} ago', allOnline: 'None is down', noCameras: 'No cameras', moreDown: '{n} more are down',
  patrolHours: 'Patrol presence', hours: '{n} h', zones: 'Zones visited', ofZones: 'of {n}', noZones: 'No zones', wholeHours: 'by whole hours',
  calm: 'No alarm waits for anybody', lastOne: 'The last one, {time}, was taken by {who}', moreAlarms: '{n} more', ringing: 'for {age}',
  dataAge: 'Data {age} ago', live: 'Live', stale: 'Data stopped', connecting: 'Connecting',
  noLegend: 'The layers shown have no legend', moreLegend: '{n} more entries do not fit',
  alarm: {
    label: 'Alarm: {title}', since: 'for {age}, nobody has taken note', waiting: '{n} more wait', duty: 'Who answers here', vacant: 'vacant', noDuty: 'No post is known here', noZone: 'This place lies in no zone', patrols: 'Nearest patrols', straight: '{distance} straight', fixAge: 'fix {age} ago', noPatrol: 'No team had a fix in 10 min',
    cameras: 'Cameras that see it', noCamera: 'No camera sees this place', count: '{n} in all', turns: 'must be turned', due: '{n} more views are being worked out', asking: 'Asking…', failed: 'Could not be read; trying again',
  },
  editor: {
    label: 'Layout of panels', add: 'Add panel', full: 'No room: make panels smaller or remove one', remove: 'Remove', undo: 'Undo', redo: 'Redo', empty: 'No panels. Choose a kind and add it.', keys: 'Arrows move, Shift+arrows resize, Delete removes, Ctrl+Z undoes', at: '{kind}: column {x}, row {y}, {width} wide, {height} high', readable: 'read at {n} m', tooSmall: 'small: read within {n} m',
    moved: '{kind} moved to column {x}, row {y}', sized: '{kind} is {width} wide, {height} high', added: '{kind} added', removed: '{kind} removed', resize: 'Resize {kind}', list: 'List of panels', kind: 'Kind',
  },
}
