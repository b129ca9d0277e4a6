/** Texts: devices that send positions, and how long these are kept. */
export const deviceKey = {
  title: 'Positioning devices', list: 'Devices and keys', add: 'Add a device', none: 'No device yet. Once there is one, Traccar, OsmAnd or OwnTracks on a phone can send positions with the screen off.', rule: 'Positions are taken only while the team is on shift; those from off shift are refused and kept nowhere.',
  chooseTeam: 'choose a team', name: 'Name of the device', namePlaceholder: 'e.g. Phone 3', nameHint: 'Name the device, not who carries it.', make: 'Make a key', heard: 'last heard {age} ago', neverHeard: 'never heard', made: 'added {time} by {by}', revoked: 'revoked {time}',
  revoke: 'Revoke', allow: 'Let in again', renew: 'New key', renewSure: 'The old key stops at once: press again',
  once: 'Key of “{name}”', onceHint: 'The key is shown this once; only its digest is kept. Put it into the phone now, or scan the code.', apps: 'App on the phone', gpxFile: 'GPX file',
  field: { server: 'Server address', identifier: 'Device identifier', address: 'Address', user: 'User', password: 'Password', command: 'Command' },
  how: { traccar: 'Put the server address and the device identifier into Traccar Client; every 10 seconds is a good frequency.', osmand: 'Put the address into OsmAnd, Trip recording › Online tracking; leave the braces as they are.', owntracks: 'Choose HTTP mode in OwnTracks and put in address, user and password.', gpx: 'Send the GPX file of a receiver to this address; sending it again counts nothing twice.' },
  scan: { traccar: 'Scan for the device identifier', osmand: 'Scan for the address', owntracks: 'Scan with the phone: OwnTracks sets itself up' }, qr: 'QR code', copy: 'Copy', copied: 'Copied', notCopied: 'The browser refuses to copy; select the text', taken: 'Done, hide the key',
  notAllowed: 'This account does not keep positioning devices.',
  gpx: {
    title: 'Upload a GPX track', hint: 'Tracks of a receiver, or of a phone without a network, of the last 7 days. Each point is judged: sane ones are stored, of the others the reason is told.', file: 'GPX file', read: '{n} points, {from} to {to}.', untimed: 'Another {n} have no time and cannot be used.', send: 'Upload', sending: 'Sent {n} of {of}', done: '{accepted} stored, {duplicates} known already.',
    reason: { off: 'off shift, kept nowhere', zero: 'at (0, 0): the device had no fix', clock: 'not of the last 7 days: perhaps the clock of the device is wrong', accuracy: 'accuracy worse than 200 m', speed: 'too far from the points around it', twice: 'two places at one time', other: 'cannot be read' },
    fault: { size: 'The file is larger than 30 MB.', empty: 'The file has no track point with a time.', unreadable: 'This is no GPX file that can be read (files with entities or a document type are not taken).' },
  },
  retention: { title: 'Days that detail is kept', hint: 'After so many days single fixes are deleted; only sums of presence by place and hour stay. For imported data the days begin with the import.', days: '{n} days', default: 'default', clear: 'As the area above', choose: 'choose an area', length: 'Days', save: 'Save' },
}
