export const mapWall = {
  title: '大屏',
}
