import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { patrolShell } from './vite.shell.ts'

const api = `http://127.0.0.1:${process.env.PORT ?? 8080}`
const project = (name: string, options: object = {}) => ({
  plugins: [vue()],
  test: { name, include: [`tests/${name}/**/*.test.ts`], environment: 'node', testTimeout: 60_000, hookTimeout: 120_000, expect: { poll: { timeout: 20_000 } }, ...options },
})

export default defineConfig({
  root: process.env.VITEST ? undefined : 'web',
  plugins: [vue(), patrolShell()],
  worker: { format: 'es' },
  build: {
    outDir: '../dist/web', emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 1200,
    // The map, the phone app, and the service worker of the phone app, whose name must not change.
    rolldownOptions: { input: { index: 'web/index.html', patrol: 'web/patrol.html', patrolShell: 'web/shell/patrolShell.ts' }, output: { entryFileNames: ({ name }) => (name === 'patrolShell' ? 'patrol-shell.js' : 'assets/[name]-[hash].js') } },
  },
  server: { proxy: Object.fromEntries(['/api', '/tiles', '/collections', '/live', '/health', '/openapi.json'].map((path) => [path, api])) },
  test: {
    projects: [
      project('shape', { include: ['tests/*.test.ts'] }),
      project('geodata'),
      project('web', { environment: 'happy-dom' }),
      project('sql', { globalSetup: ['tests/database.setup.ts'] }),
      project('server', { globalSetup: ['tests/database.setup.ts'] }),
      project('browser', { globalSetup: ['tests/browser.setup.ts'], fileParallelism: false, testTimeout: 240_000, hookTimeout: 240_000, expect: { poll: { timeout: 60_000 } } }),
    ],
  },
})
