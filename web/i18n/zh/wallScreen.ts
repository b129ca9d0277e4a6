export const wallScreen = {
  title: '大屏画面',
}
