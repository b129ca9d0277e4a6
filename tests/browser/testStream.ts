import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

export type TestStream = { host: string; url: string; snapshotUrl: string; /** Paths that were fetched, in order. */ fetched: string[]; stop(): Promise<void> }

const types: Record<string, string> = { m3u8: 'application/vnd.apple.mpegurl', mp4: 'video/mp4', m4s: 'video/iso.segment', png: 'image/png' }

/** FFmpeg's test picture as HLS of three segments (VP9 in fragmented MP4, which every Chromium plays; many lack H.264) and as a snapshot, behind user and password as cameras are. */
export async function openTestStream(): Promise<TestStream> {
  const folder = mkdtempSync(join(tmpdir(), 'fangcun-stream-'))
  const run = (...wanted: string[]) => execFileSync(process.env.FFMPEG ?? 'ffmpeg', ['-loglevel', 'error', '-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=10', ...wanted], { cwd: folder })
  run('-t', '6', '-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '200k', '-g', '20', '-f', 'hls', '-hls_time', '2', '-hls_playlist_type', 'vod', '-hls_segment_type', 'fmp4', '-master_pl_name', 'live.m3u8', 'media.m3u8')
  run('-frames:v', '1', 'now.png')
  const fetched: string[] = []
  const wanted = `Basic ${Buffer.from('camera:test-picture').toString('base64')}`
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] as string
    if (request.headers.authorization !== wanted) return void response.writeHead(401, { 'www-authenticate': 'Basic realm="camera"' }).end()
    fetched.push(path)
    try {
      response.writeHead(200, { 'content-type': types[path.split('.').at(-1) ?? ''] ?? 'text/plain' }).end(readFileSync(join(folder, basename(path))))
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    host, url: `http://${host}/live.m3u8`, snapshotUrl: `http://${host}/now.png`, fetched,
    stop: () => new Promise((done) => {
      server.closeAllConnections()
      server.close(() => { rmSync(folder, { recursive: true, force: true }); done() })
    }),
  }
}
