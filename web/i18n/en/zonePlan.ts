/** Texts: plans of zones. */
export const zonePlan = {
  editor: {
    label: 'Editor of the zone plan',
  },
  problem: {
    gap: 'Ground without a zone',
    overlap: 'Zones overlap',
    outside: 'Outside the community',
    invalid_shape: 'The outline crosses itself or is no valid shape',
    sliver: 'Sliver',
    in_pieces: 'The zone lies in pieces',
    empty_zone: 'No households in the zone',
    homeless_building: 'Building in no zone',
    split_building: 'Building cut by a border',
    split_estate: 'Estate shared by several zones',
    too_few: 'Fewer households than the lower bound',
    too_many: 'More households than the upper bound',
    bad_code: 'The code does not fit the scheme',
    double_code: 'The code is given twice',
  },
}
