export const mapWall = {
  title: 'Map wall',
}
