export const wallPanel = {
  title: 'Panels of the wall',
}
