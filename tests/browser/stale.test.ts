import { expect, inject, test } from 'vitest'
import { chromium } from 'playwright-core'
import { readEnv } from '../../server/env.ts'
import { startServer } from '../../server/start.ts'
import { drawn, flags } from './page.ts'

test('a dead server is said on the page, and the page heals by itself within seconds of its return', async () => {
  const { databaseUrl } = inject('app')
  const start = (port: string) => startServer(readEnv({ PORT: port, DATABASE_URL: databaseUrl, LOG_LEVEL: 'silent' }))
  let server = await start('0')
  const { port } = new URL(server.url)
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags })
  try {
    const page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 1000, height: 600 }, reducedMotion: 'reduce' })
    await page.request.post(`${server.url}/api/session/demo`, { data: { id: 'demo-command' } })
    await page.goto(`${server.url}/?l=zones`)
    await drawn(page)
    const banner = page.locator('.stale-banner')
    expect(await banner.count()).toBe(0)
    await server.stop()
    await banner.waitFor({ timeout: 20_000 })
    expect(await banner.innerText()).toMatch(/没有实时数据/)
    server = await start(port)
    const back = Date.now()
    await banner.waitFor({ state: 'detached', timeout: 20_000 })
    // Five seconds at most between two attempts; the rest is this machine.
    expect(Date.now() - back).toBeLessThan(10_000)
    expect(await page.locator('.live-state').innerText()).toMatch(/实时/)
  } finally {
    await browser.close()
    await server.stop()
  }
})
