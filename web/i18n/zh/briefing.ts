export const briefing = {
  title: '研判简报',
}
