/** Texts: the register of cameras. */
export const cameraRegister = {
  edit: 'Edit facts', aim: 'Adjust on the map', remove: 'Take out of the register', add: 'Add a camera here', save: 'Save', new: 'New camera', change: 'Edit: {name}',
  saved: 'Saved: {name}', added: 'Added: {name}', removed: 'Taken out of the register: {name}', restored: 'Restored: {name}', undo: 'Undo', undone: 'Undone: {name}', conflict: 'Somebody changed this camera first. It was read again; your change was not saved.',
  identity: 'Code and state', place: 'Place', optics: 'Direction and lens', office: 'Ownership and filing',
  code: 'Code', name: 'Name', kind: 'Kind', state: 'State', note: 'Why it is so', noteHint: 'e.g. lens dirty, no power', lng: 'Longitude', lat: 'Latitude', datum: 'Coordinates from', datums: { 'WGS84': 'WGS 84 / CGCS2000', 'GCJ-02': 'GCJ-02 (Amap, Tencent)', 'BD-09': 'BD-09 (Baidu)' }, datumHint: 'Coordinates of map services are converted.',
  azimuth: 'Direction', fieldOfView: 'Field of view', tilt: 'Tilt below horizon', range: 'Range', height: 'Mounting height', pixels: 'Picture width', lens: 'Focal length', ownerUnit: 'Owner', estate: 'Estate', deviceCode: 'GB/T 28181 code', filing: 'Filing number', retention: 'Recordings kept', heard: 'Last heard',
  unit: { degrees: 'degrees', meters: 'metres', pixels: 'pixels', millimeters: 'millimetres', days: 'days' }, values: { degrees: '{n}°', meters: '{n} m', pixels: '{n} px', millimeters: '{n} mm', days: '{n} days' },
  unknownHint: 'Leave empty what is not known: views assume a value and say so.', assumedDirection: 'Direction unknown: what it sees is reckoned all around, and marked as assumed.',
  needNumber: 'expected a number from {least} to {most} ({unit}), or nothing where it is not known', needCode: 'expected 20 digits (GB/T 28181)', needText: 'expected a code', needPlace: 'expected longitude and latitude',
  parts: 'region {region} · industry {industry} · type {type} · serial {serial}', doubt: { region: 'the first six digits are no region', type: 'the type is no camera (131, 132)', serial: 'the serial is zero' },
  samePlace: 'At the same place:', samePlaceHint: 'Several on one mast, or one that was registered twice.', apart: '{distance} apart',
  history: 'History of states', toldBy: { hand: 'by hand', gateway: 'gateway', silence: 'silent gateway', import: 'import', revoked: 'revoked gateway' }, from: 'since {time}', lasted: '{time}, for {age}',
  aiming: 'Being adjusted', aimHint: 'Drag the dot to move it, the end of the arrow to turn it. Arrow keys move ({shift}: faster), comma and full stop turn, Ctrl+Z takes back, Esc gives up.', aimPreview: 'Dashed: what it would look at on open ground. What it truly sees is worked out after it is saved.', back: 'Take a step back', forth: 'Take it again', discard: 'Give up', direction: 'Direction (degrees)', clearDirection: 'Direction unknown',
  understood: 'What was understood', understoodOf: '{cameras} cameras', field: 'Field', given: 'Given', readable: 'Understood', noValue: 'Not given',
  fields: { kind: 'Kind', azimuth: 'Direction', fieldOfView: 'Field of view', tilt: 'Tilt', range: 'Range', height: 'Height', pixels: 'Picture width', lens: 'Focal length', deviceCode: 'Device code', retention: 'Days kept', state: 'State' },
}
