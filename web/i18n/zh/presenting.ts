export const presenting = {
  title: '演示',
}
