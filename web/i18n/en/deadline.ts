export const deadline = {
  limit: 'Deadline',
  due: 'due {time}',
  count: { left: '{span} left', overdue: '{span} over', paused: 'paused, {span} left' },
  span: { days: '{big} d {small} h', hours: '{big} h {small} min', minutes: '{big} min {small} s', wholeMinutes: '{big} min', seconds: '{small} s' },
  step: { register: 'Register', dispatch: 'Dispatch', accept: 'Accept', handle: 'Handle', verify: 'Verify', close: 'Close', call_back: 'Call back' },
  level: { 0: 'Warned', 1: 'Supervision 1', 2: 'Supervision 2', 3: 'Supervision 3' },
}
