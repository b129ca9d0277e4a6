export const explore = {
  area: 'Area', allAreas: 'All areas', hours: 'Hours of the week', hoursHint: 'Click or drag; arrows move, space chooses, Shift extends', allHours: 'All hours', hourCell: '{day} {hour}:00, {n} incidents', chosen: 'chosen', days: 'Mon,Tue,Wed,Thu,Fri,Sat,Sun', wholeDay: 'All of {day}', wholeHour: '{hour}:00 every day',
  quick: 'Usual hours', night: 'Night, 22–6', daytime: 'Day, 6–22', weekend: 'Weekend', scale: 'few – many (at most {n})',
  reading: 'Reading incidents, {rows} of {total}', readingShort: 'Reading incidents', cancel: 'Stop reading', stopped: 'Stopped: the newest {rows} of {total} are shown', goOn: 'Go on', limit: 'At most 2,000,000 are read; of more, a shorter time is shown one by one, and the layer “Density of incidents” shows all of it, counted by the server', failed: 'Reading broke off: the newest {rows} of {total} are shown',
  compare: 'Compare', compareOff: 'End comparison', compareWith: 'Compared with', thisWindow: 'This window', count: '{n} incidents',
}
