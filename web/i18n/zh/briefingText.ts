export const briefingText = {
  title: '简报文字',
}
