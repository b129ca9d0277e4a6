#!/usr/bin/env node
// The program is TypeScript run as it is; this file only registers the loader.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Fangcun needs Node.js 20.19 or newer; this is ${process.versions.node}.`)
  process.exit(1)
}
try {
  const { register } = await import('tsx/esm/api')
  register()
} catch {
  console.error('The packages of Fangcun are not installed. Run in its folder:\n  npm ci')
  process.exit(1)
}
await import('./server/cli/main.ts')
