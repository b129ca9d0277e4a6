export const wallPanel = {
  title: '大屏面板',
}
