import { createHash } from 'node:crypto'

/** The only style that is written into a page; the security policy names it by its hash. */
export const docsStyle = 'body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}table{border-collapse:collapse;width:100%}td{border-top:1px solid #8884;padding:.3rem .6rem;vertical-align:top}'
export const docsStyleHash = `'sha256-${createHash('sha256').update(docsStyle).digest('base64')}'`
