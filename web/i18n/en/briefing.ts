export const briefing = {
  title: 'Briefing',
}
