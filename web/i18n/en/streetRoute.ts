export const streetRoute = {
  title: 'State of the streets', check: 'Check the streets', checking: 'Checking the streets…',
  profile: { foot: 'On foot', bicycle: 'By bicycle', car: 'By car' },
  whole: 'The streets hang together; rounds can be planned.', figures: '{streets} streets, {length} in all.', parts: 'They lie in {parts} parts that do not join; the largest has {percent} % of the length.',
  warning: {
    no_streets: 'There are no streets here for this way of travel. Import streets first.',
    incomplete: 'The streets lie in {parts} parts that do not join; the largest has only {percent} % of the length. The data may be incomplete: some places cannot be reached, and some ways are longer than they are.',
    one_way: 'Only {percent} % of the length can be come to and left again: one-ways end where the data does.',
    hours_unread: '{count} opening hours could not be read and count as open, e.g. “{example}”.',
    closed: 'Closed for this way of travel: {streets} streets at this hour, {barriers} gates or barriers.',
  },
  cutOff: 'Joined to no other streets', cutOffOneWay: 'One gets in or out, not both', nameless: 'nameless street', show: 'Show “{name}” on the map',
}
