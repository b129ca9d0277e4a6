/** Texts: how cameras are. */
export const cameraHealth = {
  title: 'Camera health', period: 'Period', asOf: 'as of {time}', byTime: 'Offline and faulty by time', byZone: 'By zone', down: 'Offline, faulty and unknown', noneDown: 'No camera is offline, faulty or unknown', noCameras: 'No cameras are registered',
  lost: 'View lost', lostHint: 'View lost: ground that the camera watches and no other camera that works can see.', truncated: 'Only the {n} that were lost last are listed.', since: 'For', told: 'Told by', toldBy: { hand: 'hand', gateway: 'gateway', silence: 'silence', import: 'import', revoked: 'revoked gateway' },
  online: 'Online / all', working: 'Time online', outages: 'Outages', only: 'Seen by it alone', onlyShare: '{area} ({share} of its view)', working30: 'Time online, 30 days', heard: 'Last word of a gateway', section: 'Health', matter: 'Incident of its outage {number}',
  bin: '{time}: {offline} offline and {fault} faulty on the mean', worst: 'at most {n} on the mean, {time}', scale: 'tallest bar {n}', page: 'Health of all cameras',
  gateway: {
    title: 'Gateways', add: 'Add a gateway', change: 'Change a gateway', edit: 'Change', name: 'Name', area: 'Area of its cameras', silence: 'Offline after so many seconds without a word', category: 'Alarms are reported as', noCategory: 'not reported', alarm: 'Reported after so many seconds', save: 'Save',
    none: 'There is no gateway yet; states are written by hand only.', heard: 'last heard {time}', neverHeard: 'never heard', facts: '{n} cameras, {down} of them down · offline after {silence} of silence · alarms: {category}', revoked: 'revoked', revoke: 'Revoke', allow: 'Allow again', renew: 'New key',
    keyOnce: 'The key of gateway “{name}”, shown this once:', how: 'The gateway sends POST /api/camera-heartbeats with Authorization: Bearer and the key.', keyTaken: 'I have it',
  },
  log: { gateway: 'Told by gateway “{name}”: {cameras}', online: '{n} cameras are back: {cameras}', offline: '{n} cameras are gone again: {cameras}' },
}
