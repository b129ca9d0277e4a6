/** The player without subtitles, other sound and encryption by licence; its types are those of the whole. */
declare module 'hls.js/light' {
  export { default } from 'hls.js'
}
