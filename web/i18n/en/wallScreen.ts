export const wallScreen = {
  title: 'Screen of a wall', join: 'Join a wall', ask: 'At a desk, open “Walls” and approve this code for this screen', code: 'Code', renews: 'The code works once; a new one follows when it ends.', asking: 'Asking for a code', waiting: 'Waiting for approval', joined: 'Approved; opening the screen',
  noAnswer: 'The server does not answer; trying again', slowDown: 'Too many requests; trying again shortly', opening: 'Opening the screen', away: 'This window was sent away from the wall', lookUp: 'Reading the wall', notYours: 'There is no such wall, or this account may not see it',
  offline: 'Connection to the server lost', stale: 'Data has stopped', asOf: 'What you see is as of {time}, {age} ago; reconnecting', noContext: 'The map is being drawn anew', fresh: 'live', noData: 'no data', ages: 'Age of what each layer shows', preview: 'Preview', held: { pause: 'rotation paused', alarm: 'held by an alarm' },
}
