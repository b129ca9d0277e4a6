/** What each method answers (`plain`) and how (`detail`), for people who brief and for people who check. */
export const method = {
  counts: { name: 'Counts', plain: 'How many incidents lie in each place?', detail: 'Incidents counted by cell, area or street. No test: the baseline that every other method has to beat.' },
  gi_star: { name: 'Hot and quiet places (Gi*)', plain: 'Where do a place and its surroundings hold more, or fewer, incidents than chance would give?', detail: 'Getis-Ord Gi*: the sum over a place and its neighbours against the whole, tested for every place and corrected for many places (false discovery rate).' },
  gi: { name: 'Hot and quiet surroundings (Gi)', plain: 'Where do the surroundings of a place, without the place itself, hold more or fewer incidents than chance would give?', detail: 'Getis-Ord Gi: as Gi* without the place itself, corrected for many places.' },
  local_moran: { name: 'Clusters and outliers (local Moran)', plain: 'Which places are high among high, low among low, or stand out from their neighbours?', detail: 'Local Moran\'s I by conditional permutation, corrected for many places; quadrants by the place and the mean of its neighbours.' },
  local_geary: { name: 'Like and unlike neighbours (local Geary)', plain: 'Which places are like their neighbours, which differ from them?', detail: 'Local Geary\'s c by conditional permutation, corrected for many places: small where neighbours are alike, large where they differ.' },
  global_moran: { name: 'Do incidents gather at all? (Moran\'s I)', plain: 'Taken as a whole: are high places beside high ones more than chance would give?', detail: 'Global Moran\'s I with its expectation, variance and test. Above the expectation: like beside like.' },
  global_geary: { name: 'Are neighbours alike? (Geary\'s C)', plain: 'Taken as a whole: are neighbours more alike than chance would give?', detail: 'Global Geary\'s C with its test. Below 1: neighbours are alike; above 1: they differ.' },
  global_g: { name: 'Do high values gather? (G)', plain: 'Taken as a whole: is it high values, or low ones, that gather?', detail: 'Getis-Ord general G with its test. Above the expectation: high values gather; below: low ones do.' },
  rates: { name: 'Rates by households', plain: 'Where are there many incidents for the number of households?', detail: 'Incidents by households, smoothed by empirical Bayes so that a small zone does not top the list by chance.' },
  kde: { name: 'Density of incidents', plain: 'How dense are incidents, seen as a smooth surface?', detail: 'Kernel density with the quartic kernel, edge-corrected, bandwidth as stated. No test.' },
  network_kde: { name: 'Density along streets', plain: 'Along which streets are incidents dense?', detail: 'Kernel density along the network with equal split at junctions (Okabe and Sugihara); each incident counts as one whole. No test.' },
  aoristic: { name: 'Likely hours', plain: 'At which weekday and hour did incidents probably happen, where only an interval is known?', detail: 'Aoristic weights: an incident is spread evenly over the hours of its interval.' },
  st_dbscan: { name: 'Bursts in place and time', plain: 'Where did many incidents come close together in place and time?', detail: 'ST-DBSCAN: places dense within a radius and a span of days. No test against chance.' },
  scan_permutation: { name: 'Clusters in space and time (permutation scan)', plain: 'Where and when did more come together than place and time alone would explain?', detail: 'Kulldorff\'s space-time permutation scan: cylinders of every size, tested by permuting times, needs no households.' },
  scan_poisson: { name: 'Clusters for the households (Poisson scan)', plain: 'Where and when were there more incidents than the number of households would let one expect?', detail: 'Kulldorff\'s Poisson scan: circles and spans of time against the population at risk, tested by simulation.' },
  knox: { name: 'Do they come in pairs? (Knox)', plain: 'Do incidents that are close in place come close in time as well, more than chance would give?', detail: 'Knox test: pairs close in both against what permuted times would give.' },
  near_repeat: { name: 'Near repeats', plain: 'After one incident, how near and for how long is another one more likely?', detail: 'Knox table of distance and time bands by Monte Carlo: how many times the expected number of pairs was seen.' },
  emerging: { name: 'Emerging hot spots', plain: 'Where is it newly hot, getting hotter, or easing?', detail: 'Gi* in steps of time with the Mann-Kendall trend, named by 17 patterns.' },
}

/** By name, whatever method it belongs to. */
export const parameter = {
  stepsBefore: 'Steps before that belong', trendAlpha: 'False trends borne', window: 'Compared with', units: 'Counted in', cellMeters: 'Side of a cell, m', snapMeters: 'Farthest from its street, m',
  neighbourhood: 'Who are neighbours', distanceMeters: 'Distance of neighbours, m', nearest: 'How many nearest', borderMeters: 'Tolerance of borders, m', alpha: 'Share of false calls borne',
  permutations: 'Permutations', seed: 'Seed', kernel: 'Kernel', bandwidthMeters: 'Bandwidth, m', edge: 'Edge correction', lixelMeters: 'Longest piece of street, m', split: 'At junctions',
  deadEnds: 'At dead ends', bins: 'Hours by', longestHours: 'Longest interval, h', radiusMeters: 'Radius, m', windowDays: 'Span of time, days', minPoints: 'Fewest incidents', mode: 'Scan',
  maxShare: 'Largest share in a circle', maxRadiusMeters: 'Largest radius, m', maxDays: 'Longest span, days', stepDays: 'Step of time, days', minCases: 'Fewest incidents',
  maxClusters: 'Clusters listed at most', trend: 'Trend in time', smoothing: 'Smoothing', per: 'Per how many households', weights: 'Weights of neighbours', meters: 'Near in place, m',
  days: 'Near in time, days', distance: 'Distance', sameMeters: 'Same place, m', bandMeters: 'Band of distance, m', bands: 'Bands of distance', bandDays: 'Band of time, days', dayBands: 'Bands of time',
  edges: 'Edges of bands', simulations: 'Simulations', timeZone: 'Time zone', sum: 'Way of summing',
}

/** What a parameter or a figure can be where it is a word. */
export const choice = {
  cube: 'all places and steps', slice: 'all places of the step', steps: 'all places of those steps', auto: 'automatic', cells: 'cells', areas: 'areas', segments: 'streets', queen: 'share a corner or border',
  rook: 'share a border', nearest: 'so many nearest', distance: 'within a distance', quartic: 'quartic', gaussian: 'Gaussian', uniform: 'by place', perEvent: 'by incident', none: 'none',
  discontinuous: 'to the other streets', continuous: 'part turns back, values join', reflect: 'turn back', stop: 'stop', hour_of_week: 'weekday and hour', hour_of_day: 'hour of the day',
  retrospective: 'any span of the window', prospective: 'only what lasts until now', space: 'space alone', given: 'taken as given', global: 'towards all areas', local: 'towards neighbours',
  row: 'row-standardised', binary: '1 each', euclidean: 'as the crow flies', manhattan: 'along east and north', upper: 'upper edge included', lower: 'lower edge included', yes: 'yes', no: 'no',
  clustered: 'clustered', dispersed: 'dispersed', fft: 'Fourier transform', direct: 'cell by cell',
}
