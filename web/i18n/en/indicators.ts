export const indicators = {
  title: 'Figures', open: 'Figures', area: 'Area', zone: 'Zone', category: 'Category', by: 'By', within: 'Within', everywhere: 'All areas', allCategories: 'All categories', someCategories: '{n} categories', again: 'Update', whole: 'All together', noZone: 'In no zone',
  period: 'Period {range}', before: 'A year before {range}', beforeUnknown: 'Nothing was recorded a year before: no change on the year', voiceLeftOut: '{n} of categories that are somebody’s voice are not compared', voice: 'Somebody’s voice: not compared', legend: '▲▼ farther from all together than chance would have it (false discovery rate 5%)', empty: 'No data here',
  after: '{n} after {d}', hidden: 'hidden', hiddenWhy: 'Counts of 1 to 4 are not shown', above: 'above all together, more than chance', below: 'below all together, more than chance', notMarked: 'the difference from all together may be chance', isWhole: 'all together', fullCount: 'a full count, no sample',
  detail: 'Details of the figure', formula: 'Formula', numerator: 'Numerator', denominator: 'Denominator', interval: '95% interval', chance: 'More than chance?', method: 'Method', version: 'Definition, version', source: 'Source', rows: 'The incidents behind it', noRows: 'No incidents', earlier: 'Previous', later: 'Next', page: '{from} – {to}',
  zero: 'no incident', notZero: 'incidents', unnamed: 'Estate {n}',
}
