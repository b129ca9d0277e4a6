export const past = {
  label: 'Time machine', enter: 'Time machine: see a past minute', leave: 'Back to now', banner: 'As of {time}', readOnly: 'The past, read only; camera states are those of now', steps: 'Step back or forward', minutes: '{n} min', hour: '1 h', moment: 'Moment ({zone})', slider: 'The last {n} days', now: 'now', future: 'Choose a moment that has passed', leaveKey: 'Back to now (Esc)', noActions: 'Nothing can be done in the past; go back to now first',
}
