export const wallScreen = {
  title: 'Screen of the wall',
}
