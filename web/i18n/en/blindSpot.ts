/** Texts: blind spots, public ground that no camera watches and no patrol visits. */
export const blindSpot = {
  title: 'Blind spots', hint: 'Public ground that no fixed or dome camera watches now and no patrol visited in the hours chosen. Choose hours of the week below.', days: 'Patrols and incidents of', lastDays: 'the last {n} days', weighted: 'Weigh by incidents', chooseArea: 'Choose an area to see its blind spots', switchOn: 'Switch on the layer “Blind spots” to work them out',
  noGround: 'There is no public ground to count here', noPatrols: 'No patrol sent a fix in the last {n} days: not visited and not recorded cannot be told apart, so this tells of cameras only.', share: 'of public ground is neither watched nor visited in the hours chosen ({meters} of {of})', unwatched: 'No camera watches {share}; a PTZ can turn to {turning}.', happened: '{n} incidents in these hours, some {blind} of them on blind ground.',
  byHour: 'Share of blind ground by hour of the week', hourCell: '{day} {hour}:00: {share} blind', list: 'List', by: { streets: 'Streets', cells: 'Cells' }, blind: 'Blind', length: 'Length',
}
