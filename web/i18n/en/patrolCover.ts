export const patrolCover = {
  team: 'Team', allTeams: 'All teams', hours: 'Only the {n} hours of the week in the filter',
  exact: 'All is summed up; exact', exactDue: '{n} days changed and are counted from their records; exact', builtAt: 'Of one team as summed up at {at}; changes of {n} days since are not in it', notBuilt: 'Figures of one team are not summed up yet',
  rule: 'Up to 2 minutes between two positions count half to each; longer than that nobody knows, and it is no presence.',
  notVisited: 'Not visited', dueAfter: 'Due after', hoursLong: '{n} h', days: '{n} d', switchOn: 'Switch the layer on to see it', zoomIn: 'Zoom in to the streets', list: 'List by', kind: { streets: 'Streets', zones: 'Zones', hotspots: 'Hotspots' },
  idle: '{n} of {of} are due, {unknown} of them never on record', lastVisit: 'Last visit', noRecord: 'no record', more: '{n} more', truncated: 'More streets than can be shown: zoom in', builtAll: 'All is summed up.', byHour: 'Summed up at {at}; visits since are known by the hour.', never: 'never', unknownIs: 'No record does not mean that nobody was there.',
  ledger: 'Dose ledger', ledgerHint: 'A hotspot needs {dwell} minutes in every {revisit} (in its own hours, where it has any). The period is that of the coverage above; figures are minutes.', tooLong: 'Longer than 31 days: choose a shorter period', noHotspots: 'No hotspots to keep a ledger of', hotspot: 'Hotspot', need: 'Need', planned: 'Planned', delivered: 'Delivered', visits: 'Visits done/planned', open: 'Open', lastAt: 'last {at}',
  interval: 'Delivered is an interval: surely there, and perhaps there (sparse positions, or a check-in alone). Check-ins count as visits.',
}
