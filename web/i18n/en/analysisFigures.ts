/** Figures of a unit, by their column. The unit of measure is part of the name. */
export const column = {
  expected_smooth: 'Incidents, smoothed', lastCount: 'Incidents of the last step', hotSteps: 'Hot steps', coldSteps: 'Quiet steps', sinceMs: 'Since', trendZ: 'Trend, z', countTrendZ: 'Trend of counts, z',
  countTrendP: 'Trend of counts, p', count: 'Incidents', expected: 'Expected by chance', z: 'z', p: 'p', q: 'p, corrected for many places', pNormal: 'p, normal approximation', value: 'Value',
  rate: 'Per 1,000 households', density: 'Incidents per km²', density_segments: 'Incidents per km of street', density_shapes: 'Incidents per hectare', cluster: 'Cluster', share: 'Share of all',
  patrolMinutes: 'Patrol presence, minutes', meters: 'Length, m', cores: 'Core incidents', squareMeters: 'Ground, m²', firstMs: 'First', lastMs: 'Last', days: 'Days', ratio: 'Times expected',
  llr: 'Log likelihood ratio', pGumbel: 'p, Gumbel tail', fromMs: 'From', toMs: 'To', radiusMeters: 'Radius, m', places: 'Places', recurrenceDays: 'Chance brings one in days', i: 'Local I',
  lag: 'Mean of neighbours', hotness: 'Rank of high values', c: 'Local c', population: 'Households', smoothed: 'Rate, smoothed', low: 'Low, 95 %', high: 'High, 95 %', standardised: 'Rate in standard errors',
  trendP: 'Trend p', slices: 'Hot steps',
}

/** Single figures of an answer. */
export const summary = {
  hotBins: 'Hot places × steps', coldBins: 'Quiet places × steps', bins: 'Places × steps', units: 'Places looked at', tested: 'Places tested', significant: 'Significant', smallestP: 'Smallest p possible',
  total: 'Incidents in all', occupied: 'Places with an incident', most: 'Most in one place', bandwidthMeters: 'Bandwidth, m', densityHighest: 'Highest density', expectedSum: 'Sum of the density, incidents',
  sum: 'Way of summing', parts: 'Parts', streetKilometers: 'Streets, km', weightSum: 'Sum of weights', rowsWithInterval: 'Known as an interval', rowsExact: 'Known to the minute',
  meanIntervalHours: 'Mean interval, h', peakWeekday: 'Peak weekday', peakHour: 'Peak hour', peakWeight: 'Weight at the peak', clusters: 'Clusters', rowsInClusters: 'Incidents in clusters',
  rowsInNoCluster: 'Incidents in none', minPoints: 'Fewest incidents', places: 'Places', circles: 'Circles tried', steps: 'Steps of time', criticalLlr: 'Critical log likelihood ratio', I: 'Moran\'s I',
  C: 'Geary\'s C', G: 'General G', expected: 'Expected', pattern: 'Pattern', p: 'p', z: 'z', varianceRandomisation: 'Variance, randomisation', pRandomisation: 'p, randomisation',
  varianceNormality: 'Variance, normality', zNormality: 'z, normality', pNormality: 'p, normality', pPermutation: 'p, permutation', links: 'Links', overallRate: 'Overall rate',
  between: 'Variance between areas', events: 'Incidents', pairs: 'Pairs', closeInSpace: 'Pairs near in place', closeInTime: 'Pairs near in time', closeInBoth: 'Pairs near in both', ratio: 'Times expected',
  variance: 'Variance', pPoisson: 'p, Poisson', pNormal: 'p, normal', bands: 'Bands', strongestMeters: 'Strongest band of distance, m', strongestDays: 'Strongest band of time, days',
  strongestRatio: 'Times expected there',
}

/** Columns of an answer that is a table. */
export const tableColumn = {
  pattern: 'Pattern', units: 'Places', weekday: 'Weekday', hour: 'Hour', weight: 'Likely incidents', begun: 'By the beginning', expected: 'Expected', ratio: 'Times expected', closeInSpace: 'Near in place',
  closeInTime: 'Near in time', observed: 'Pairs seen', meters: 'Apart, m', days: 'Apart, days', p: 'p', q: 'p, corrected', significant: 'Beyond chance', count: 'Incidents', finding: 'Finding',
}

/** What to know beside the numbers, by code. */
export const note = {
  emerging_window: 'What is compared with moves the patterns a lot: here, {window}.', no_backtest: 'No test on later incidents: {reason}', no_previous: 'Not compared with the period before: {reason}',
  previous_empty: 'The period compared with holds no incident.', rough_times: '{rows} incidents are dated by day or month only.',
  sparse_bins: 'On average only {mean} incidents a place and step: weak ground; take larger cells or longer steps.', trend_overlap: 'Neighbourhoods overlap by {steps} steps: the test of trends is too bold.',
  coarse_p: 'With {permutations} permutations the smallest p is coarse: at least {least} places must reach it together to stand the correction. More permutations help.',
  islands: '{count} places have no neighbour and were not tested.', not_tested: 'This describes and tests nothing against chance.',
  occupied_cells: 'Only cells that held an incident were looked at; empty ones are not among them.', without_population: '{areas} areas have no households; their {rows} incidents were left out.',
  without_value: '{count} places have no value.', bandwidth_below_cell: 'The bandwidth of {meters} m is smaller than a cell: the surface is only blots.',
  bandwidth_by_rule: 'The bandwidth of {meters} m follows from a rule of thumb; another one gives another map.', edge_not_corrected: 'Without a study area the density is too low at the edges.',
  far_from_streets: '{rows} incidents lie farther than {meters} m from any street and were left out.', intervals_too_long: '{rows} incidents have too long an interval and were left out.',
  mass_lost_at_dead_ends: 'At dead ends part is lost: the sum is less than the number of incidents.', min_points_by_chance: 'The fewest incidents, {minPoints}, follow from what chance would hardly bring.',
  no_cluster: 'There is no cluster.', no_intervals: 'No incident is known as an interval only: this is a count by hour.', one_place: 'All lie at one place.',
  recurrence: '“Chance brings one in days” holds for a run every {days} days.', secondary_conservative: 'The p of weaker clusters is on the cautious side.',
  times_at_midnight: '{rows} incidents lie exactly at midnight: perhaps only the date was recorded.', hours_unknown: '{rows} incidents are known to the day only: their weights say little about the hour.',
  times_by_day: 'Times are days only: whole days were used.', times_by_month: 'Times are months only: whole months were used.', same_place_exact: '“The same place” means the very same coordinates.',
  patrol_found: 'Finds of patrols, cameras or sensors are included: it is hot where they look; compare with patrol presence.',
}

/** Why there is no answer, by code. */
export const refusal = {
  too_few_steps: 'Too few steps of time: take a longer window or shorter steps.', too_many_bins: 'Too many places and steps: take larger cells or longer steps.',
  all_alike: 'All places have the same value: nothing stands out.', all_close: 'All pairs are close: take a shorter distance or time.', areas_missing: 'There are no areas.',
  bad_parameter: 'Parameter {field}: {expected}', bad_weight: 'A weight of neighbours is no number.', bad_share: 'A share of the ground must be more than 0 and at most 1.',
  bandwidth: 'The bandwidth must be more than 0 m.', backtest_windows: 'The end of the training must lie before the end of the test.', cell_size: 'The side of a cell must be more than 0 m.',
  cells_too_large: 'No cell fits into the ground: take smaller cells.', distance: 'The distance must be more than 0 m.', empty_window: 'The time window is empty: its end must lie after its beginning.',
  far_from_streets: 'No incident lies near a street: take a longer distance.', intervals_too_long: 'The intervals of all incidents are too long.',
  months_only: 'Times are months only: days cannot be compared.', negative_values: 'This method needs values from 0 up.', neighbours_mismatch: 'The lists of neighbours do not fit the areas.',
  no_areas: 'This method needs areas.', no_backtest: 'This method has no test on later incidents yet.', no_close_pairs: 'No two incidents are near enough: take a longer distance.',
  no_neighbours: 'No place has a neighbour: take another neighbourhood or a longer distance.', no_points: 'This method needs incidents.', no_population: 'This method needs households.',
  no_ranking: 'This method ranks no places: there is nothing to test.', no_rows: 'No incident lies in this window and area.', no_shapes: 'The areas have no shapes.', no_streets: 'This method needs streets.',
  no_times: 'This method needs times.', not_counts: 'Rates need whole counts.', nothing_to_test: 'No incident lies in the later window: nothing can be tested.',
  nothing_to_train: 'No incident lies before the end of the training.', one_day: 'All fall on one day or step: take a longer window.', one_place: 'All lie at one place: nothing can be compared.',
  points_missing: 'There are no incidents to count.', polygons_missing: 'The areas have no shapes.', same_place_band: '“The same place” must be nearer than the end of the first band.',
  snap: 'The distance to a street must be more than 0 m.', streets_missing: 'There are no streets.', study_area_empty: 'The ground looked at is empty.', study_area_zero: 'The ground looked at has no area.',
  too_few_points: 'Too few incidents: take a longer window or a larger area.', too_few_rows: 'Too few incidents.', too_few_units: 'Too few places: nothing can be compared.',
  too_many_bands: 'The bands reach beyond the data: take fewer.', too_many_cases: 'Too many incidents: take a part of them.', too_many_cells: 'Too many cells: take larger ones.',
  too_many_circles: 'Too many circles: take larger cells or a smaller radius.', too_many_lixels: 'Too many pieces of street: take longer ones.',
  too_many_neighbours: 'Too many neighbours: take a shorter distance or larger cells.', too_many_pairs: 'Too many pairs: take a shorter distance, a shorter window or fewer categories.',
  too_many_steps: 'Too many steps of time: take longer ones.', too_much_work: 'Too much work: take fewer permutations or shorter distances.', unknown_method: 'There is no such method.',
  unknown_parameter: 'There is no parameter {field}.', values_mismatch: 'The values do not fit the areas.', values_not_counts: 'Whole counts are needed.', zero_population: 'No area has households.',
  voice: 'Nobody\'s voice can be analysed.',
}

/** Incidents that were not used, by reason. */
export const leftOut = {
  voice: 'somebody\'s voice (petitions, complaints, assemblies)', merged: 'merged into another', otherProvenance: 'found by others than asked', otherHours: 'outside the hours asked',
  outsideStudyArea: 'outside the ground looked at', outsideAreas: 'in no area', outsideWindow: 'outside the window', withoutPlace: 'without a place', withoutTime: 'without a time',
  withoutPopulation: 'in areas without households', withoutValue: 'without a value', farFromStreet: 'far from any street', intervalTooLong: 'interval too long',
}
