/** Texts: which cameras see it. */
export const cameraSeeing = {
  title: 'Cameras that see this', none: 'No camera sees this', summary: '{n} see it, {working} of them online.', keys: 'Shift and the number opens the picture.', open: 'Watch', more: '{n} more',
  density: '{n} pixels/m', band: { detect: 'detects', observe: 'observes' }, offAxis: '{n}° off the middle', down: 'looks down {n}°', share: 'sees {share} of it',
  turns: 'only when turned there', assumed: 'direction, angle or range is assumed', due: 'view being worked out anew', dueNear: '{n} more cameras near are being worked out', since: 'no picture since {time}',
  now: 'With cameras as they are now', lines: 'Lines of sight on the map: solid with a picture, dashed without one, dotted where it has to turn. Numbers as in this list.', menu: 'Which cameras see this',
}
