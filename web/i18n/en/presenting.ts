export const presenting = {
  title: 'Presenting',
}
