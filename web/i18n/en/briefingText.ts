export const briefingText = {
  title: 'Texts of briefings',
}
