/** Texts of the tree of areas. */
export const areaTree = {
  title: 'Areas', find: 'Find', findHint: 'Name or code', day: 'Day', today: 'Today', asOf: 'as of {day}', count: '{n} areas', name: 'Name', level: 'Level', code: 'Code', households: 'Households', zones: 'Zones', since: 'So since', fold: 'Fold {name}', unfold: 'Unfold {name}',
  more: 'Show more ({n})', detail: 'The area', choose: 'Choose an area to see how it came to be so, or to change it.', above: 'Above', elsewhere: 'another area ({id})', zoneScheme: 'Code scheme of the zones below', inherit: 'That of the area above', schemeSet: 'The code scheme was set', notThatDay: 'There was no such area on that day.', history: 'History', always: 'the beginning',
  changeLog: 'Changes', noChanges: 'Nothing was changed', changes: 'Changes', newParent: 'New area above', others: 'Areas that are merged into it', intoNew: 'Merge all into a new area', moveDuties: 'Duties of accounts over areas that end go to the merged area, where they reach further', zonesThatGo: 'Zones that go', areasThatGo: 'Areas that go', nothingBelow: 'There is no zone and no area below it.', to: 'They go to', newArea: 'a new area', nameZh: 'Chinese name', nameEn: 'English name',
  on: 'Holds from', reason: 'Basis or reason', touches: 'It touches:', touchesOnly: 'this area only', accountsLeft: '{n} accounts have a duty in an area that ends; give them another', preview: 'Preview', carryOut: 'Carry out', done: 'The change holds', change: 'Change', save: 'Save',
  levels: { city: 'City', district: 'District', subdistrict: 'Subdistrict', community: 'Community' },
  kind: { add: 'Add below', rename: 'Rename', recode: 'Recode', merge: 'Merge', split: 'Split', move: 'Move', close: 'Close', reshape: 'Reshape' },
  hint: {
    add: 'A new area below this one.', rename: 'The former name stays in the history.', recode: 'Codes of areas and zones below that begin with the old code follow.', merge: 'What is below the others, their zones, buildings, posts and matters go to this area; nobody comes to new rights by it.',
    split: 'The chosen zones go with their buildings, posts and matters, the rest stays; where all go, this area ends.', move: 'Rights follow the area above: those of the new one have it from then on.', close: 'Only an area without zones, areas below and matters in hand can be closed.', reshape: 'Borders follow plans of zones.',
  },
  touch: { areas: '{n} areas', zones: '{n} zones', posts: '{n} posts', buildings: '{n} buildings', households: '{n} households', incidents: '{n} incidents', dutiesMoved: '{n} duties of accounts go along' },
  schemes: 'Code schemes', retired: 'Retired', changeScheme: 'Change {name}', newScheme: 'New scheme', schemeId: 'Id', schemeIdHint: '1 to 40 small letters, digits or hyphens', source: 'Where it is published, with version', parts: 'Parts (level length digits|alphanumeric [zero]), separated by commas', tryCode: 'Try a code', codeFits: 'It fits', schemeSaved: 'The scheme was saved',
}
