import { choice, method, parameter } from './analysisMethods.ts'
import { column, leftOut, note, refusal, summary, tableColumn } from './analysisFigures.ts'

/** Texts of an analysis: what is asked, what was found, how sure it is. */
export const analysis = {
  method, parameter, choice, column, summary, tableColumn, note, refusal, leftOut,
  tab: 'Analysis', title: 'Hotspots', presets: 'Questions of a briefing', expert: 'All methods', answer: 'Answer', empty: 'Choose a question above. The answer says where and when, never who.',
  preset: {
    this_week: 'Hot this week', this_week_plain: 'Where did this week bring more than the four weeks before would let one expect?',
    burglary_by_night: 'Burglary by night', burglary_by_night_plain: 'Where do break-ins of the last 13 weeks gather between 22:00 and 6:00?',
    festival: 'This festival against last year\'s', festival_plain: 'Where was it hot on {festival} {year}, and what changed against {before}?',
    festivalChoice: 'Festival', noBurglary: 'The catalogue has no category of burglary.', upTo: 'up to {date}',
  },
  festival: { new_year: 'New Year', spring: 'Spring Festival', lantern: 'Lantern Festival', qingming: 'Qingming', labour: 'Labour Day', dragon_boat: 'Dragon Boat Festival', mid_autumn: 'Mid-Autumn', national: 'National Day' },
  stage: { rows: 'Reading incidents', method: 'Computing', backtest: 'Testing on later weeks', previous: 'Comparing with the period before' },
  progress: '{stage}: {share}', stop: 'Stop', stopped: 'Stopped. Nothing was computed.', again: 'Compute again', close: 'Close the answer', run: 'Compute', asked: 'Asked',
  finding: {
    none: 'no more than chance', hot: 'more than chance', cold: 'less than chance', cluster: 'cluster', high_high: 'high among high', low_low: 'low among low', high_low: 'high among low', low_high: 'low among high', other: 'other pattern', other_positive: 'alike, of mixed height', negative: 'unlike its neighbours',
    similar: 'alike beyond chance', different: 'unlike beyond chance', new_hot: 'newly hot', consecutive_hot: 'hot without a break of late', intensifying_hot: 'hot and getting hotter', persistent_hot: 'hot all along', diminishing_hot: 'hot but easing', sporadic_hot: 'hot now and then', oscillating_hot: 'hot now, cold before', historical_hot: 'was hot, not lately',
    new_cold: 'newly quiet', consecutive_cold: 'quiet without a break of late', intensifying_cold: 'quiet and getting quieter', persistent_cold: 'quiet all along', diminishing_cold: 'quiet but less so', sporadic_cold: 'quiet now and then', oscillating_cold: 'quiet now, hot before', historical_cold: 'was quiet, not lately',
  },
  sign: {
    new_hot: 'N', consecutive_hot: 'C', intensifying_hot: '▲', persistent_hot: 'P', diminishing_hot: '▼', sporadic_hot: 'S', oscillating_hot: 'O', historical_hot: 'H',
    new_cold: 'n', consecutive_cold: 'c', intensifying_cold: '△', persistent_cold: 'p', diminishing_cold: '▽', sporadic_cold: 's', oscillating_cold: 'o', historical_cold: 'h',
  },
  trendSign: { new: 'new', growing: '▲ growing', shrinking: '▼ shrinking' },
  trend: { new: 'new', growing: 'growing', steady: 'no change beyond chance', shrinking: 'shrinking', gone: 'gone' },
  legend: {
    z: 'z: how far a place and its surroundings lie above or below chance. Colours are given only where the test holds after correction for many places.', signs: 'The sign stands in the unit.', common: 'One scale for both answers that are compared.',
    tested: 'Whole line: more than chance. Dashed: tested, no more than chance.', untested: 'Dense in space and time; not tested against chance.', gone: 'hot before, not any more', patrolFound: 'Patrols\' own finds are included: it is hot where patrols look. Compare with their presence.',
  },
  words: {
    hot: 'No place stands out | One place stands out: more than chance would give. | {n} places stand out: more than chance would give.', hotNone: 'Nothing stands out from what chance would give.', cold: 'In one place it is quieter than chance would give. | In {n} places it is quieter than chance would give.',
    clusters: '{n} clusters were found.', clustersNone: 'No cluster was found.', scan: 'No cluster in space and time is more than chance. | One cluster in space and time is more than chance. | {n} clusters in space and time are more than chance.', scanNone: 'No cluster in space and time is more than chance.', scanSpace: 'No cluster is more than chance. | One cluster is more than chance, over the whole time. | {n} clusters are more than chance, over the whole time.', scanNoneSpace: 'No cluster is more than chance.',
    values: 'The map shows how many, place by place: it does not say what is beyond chance.', quadrants: '{n} places stand out with or against their neighbours.', patterns: '{n} places have a pattern over time beyond chance.', table: 'The answer is a table, below.',
    globalApart: 'Taken as a whole, neighbours differ more than chance would give (p {p}).', repeat: 'After one incident another is {ratio} times as likely as chance would give: {meters}, {days}.', metersSame: 'at the same place', metersWithin: 'within {to} m', metersBetween: '{from} to {to} m away', daysSame: 'at the same time', daysWithin: 'within {to} days', daysBetween: '{from} to {to} days later', repeatNone: 'No repeat beyond chance is seen, near or soon.', hours: 'Most likely: {weekday} at {hour}:00.', hoursDay: 'Most likely: at {hour}:00.',
    globalYes: 'Taken as a whole, incidents gather: more than chance would give (p {p}).', globalNo: 'Taken as a whole, no gathering beyond chance is seen (p {p}).',
    where: 'Above all', whereNear: 'near {name}', incidents: '{n} incidents', perHouseholds: '{n} per {per} households', since: 'Since when', sinceNew: '{n} of them new: not hot in the period before ({from} – {to}).', sinceBefore: 'Hot areas were there before as well ({from} – {to}); none is new beyond chance.', sinceUnknown: 'No earlier period was compared.', sinceNoRows: 'The period compared with ({from} – {to}) holds no incident here: nothing can be said of changes.', sinceScan: 'The strongest from {from} to {to}.',
    sure: 'How sure', sureFdr: 'Corrected for all places tested at once: of the places called hot, at most about {share} are expected to be chance.', sureScan: 'The strongest would come by chance in {p} of random maps.', sureNone: 'This method makes no test: it shows where incidents are dense, not whether that is beyond chance.', sureRows: 'It rests on {n} incidents, few for a firm statement.',
    not: 'What is not', notPlaces: '{n} of {total} places looked at are no more than chance. A blank there is no promise of safety.', notClusters: '{n} of {total} clusters found are no more than chance. A blank is no promise of safety.', notRows: '{n} incidents lie in no cluster.',
    changed: 'What changed', changedNone: 'Against the period before, no hot area changed beyond chance.', changedSome: 'Against the period before, beyond chance: {parts}.', changedPart: '{n} {trend}', changedGone: '{n} that were hot before are hot no more. | One that was hot before is hot no more. | {n} that were hot before are hot no more.',
  },
  backtest: {
    title: 'Would it have helped?', counting: 'Trained until {date}: the {cells} {unit} with most incidents ({area} of the ground) held {hit} of the next {span} incidents.', better: 'Trained until {date}: these {cells} {unit} ({area} of the ground) held {hit} of the next {span} incidents; plain counting would have held {count}.', same: 'Trained until {date}: these {cells} {unit} ({area} of the ground) held {hit} of the next {span} incidents; plain counting would have held {count}. The method did no better than counting: use counts.',
    worse: 'Trained until {date}: these {cells} {unit} ({area} of the ground) held {hit} of the next {span} incidents; plain counting would have held {count}. Counting did better: use counts.', chance: 'Chance would have held {chance}.', none: 'No test on later incidents: {why}', why: 'the window is too short or the method ranks no places.', weeks: '{n} weeks\'', days: '{n} days\'', method: 'Method', share: 'Share of ground', hitRate: 'Held', pai: 'PAI', pei: 'PEI', counts: 'Plain counts', random: 'Random', rows: '{earlier} incidents before, {later} after',
    verdict: { better: 'better than counting', same: 'no better than counting', worse: 'worse than counting' }, units: { cells: 'cells', areas: 'areas', segments: 'streets' },
  },
  fewText: '1 to 4', figures: 'Figures', details: 'How it was computed', table: 'Table', places: 'Places that stand out',
  detail: { method: 'Method', version: 'version {n}', parameters: 'Parameters', seed: 'Seed', noSeed: 'no random numbers', window: 'Time window', used: 'Incidents used', leftOut: 'Left out', studyArea: 'Ground looked at', source: 'Published', notes: 'To know', nothingLeftOut: 'none', units: 'Places looked at', provenance: 'Found by', small: 'Counts of 1 to 4 are not shown to you.', hours: '{n} of 168 hours of the week', compared: 'Compared with' },
  ground: {
    areas: '{n} zones or areas', populated: '{n} zones or areas with households', streets: '{n} streets, {kilometers} km; incidents within {meters} m of one', pieces: '{n} streets, {kilometers} km, in {pieces} pieces of at most {meters} m', cellsInside: '{n} cells of {meters} m, their middle inside the areas', cellsOccupied: '{n} cells of {meters} m that held an incident', anywhere: 'wherever incidents lie', bounded: 'inside the areas, which set what chance would bring', times: 'times alone, no places',
  },
  guard: {
    title: 'Patrols\' own finds are included', text: 'Patrols find most where they go most. The map then shows their work as much as the matter itself; patrol presence is shown beside it.', share: '{n} of {total} incidents were found by patrols, cameras or sensors.', add: 'Add what patrols and devices found', publicOnly: 'Only what the public reported', showPresence: 'Show patrol presence', picture: 'Includes patrols\' own finds: hot also means looked at often.',
  },
  form: {
    method: 'Method', purpose: 'What it answers', window: 'Time window', windowNow: 'As on the map: {from} – {to}', parameters: 'Parameters', noParameters: 'This method has none.', standard: 'standard {value}', limits: '{from} to {to}', least: 'at least {from}', most: 'at most {to}', bad: 'Expected {expected}', number: 'a number', categories: 'Categories', allCategories: 'All that are nobody\'s voice', asFilter: 'As in the filter: {n}', own: 'Choose here', voice: 'Petitions, complaints about authorities and assemblies cannot be chosen: nobody\'s voice becomes a hotspot.', hours: 'Hours', allHours: 'All hours', night: 'Night, 22–6', day: 'Day, 6–22', weekend: 'Weekend', hoursOwn: 'Choose hours', hoursChosen: '{n} hours a week', area: 'Area', allAreas: 'All that you see', backtest: 'Test on the last quarter of the window', compare: 'Compare with', compareBefore: 'the period before', compareNothing: 'nothing', compareLastYear: 'the same days last year', yes: 'yes', no: 'no', reset: 'Standard values', needs: 'Needs: {needs}', need: { points: 'incidents', areas: 'areas', streets: 'streets', times: 'times', population: 'households' }, unavailable: 'Not available yet',
  },
  history: { title: 'Answers of this session', compare: 'Same scale as', none: 'own scale', show: 'Show', entry: '{method}, {from} – {to}' },
  export: { title: 'Take along', geojson: 'GeoJSON', csv: 'CSV', arrow: 'Arrow', picture: 'Picture, 4K', done: 'Saved: {name}', failed: 'Not saved: {reason}', working: 'Preparing {what}', allUnits: 'Files hold every place with all its figures.' },
  picture: { title: 'Map picture', attribution: 'Sources', made: 'Made {date}', window: 'Incidents {from} – {to}', patrolFound: 'Includes patrols\' own finds: hot also means looked at often.', verdictSame: 'On later incidents the method did no better than plain counting.', verdictWorse: 'On later incidents plain counting did better.', verdictBetter: 'On later incidents the method did better than plain counting.', untested: 'Not tested on later incidents.', north: 'N', legend: 'Legend' },
  unit: { title: 'Place', cells: 'Cell', areas: 'Area', segments: 'Street', shapes: 'Cluster', figures: 'Figures', incidents: 'Incidents behind it', pick: 'Choose for a hotspot', unpick: 'Take out of the choice', joined: 'Choose all hot ones joined here', gone: 'The answer that this place belongs to is not open.', none: 'No incident of the question lies here.', cut: 'The newest {n}' },
  weekday: { 0: 'Mon', 1: 'Tue', 2: 'Wed', 3: 'Thu', 4: 'Fri', 5: 'Sat', 6: 'Sun' },
  hour: 'Hour', weekdayHead: 'Weekday', value: 'Value', more: '{n} more', showAll: 'Show all {n}', place: 'Place', perHouseholds: 'Per {n} households', now: 'now', before: 'before', change: 'Change', chance: 'p', allPlaces: 'Show on the map',
}
