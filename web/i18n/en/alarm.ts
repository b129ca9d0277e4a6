export const alarm = {
  label: 'Alarm for a severe incident', since: '{age} ago', more: '{n} more', view: 'Show', acknowledge: 'Take note', silence: 'Silence', mute: 'Alarm sound is on: switch off', unmute: 'Alarm sound is off: switch on',
  muted: 'Alarm sound is off in this browser.', blocked: 'The sound starts when you click or press a key.', answered: '{who} took note at {time}: {title}', keys: 'Alarm: take note, show, silence',
}
