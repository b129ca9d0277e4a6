import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../server/cluster/port.ts'
import { answers, type Place } from './place.ts'

/** A map of one layer: points of incidents with the properties that our tile carries. As the owner, so that no policy slows it. */
function mapFile(url: string): string {
  const { hostname, port, pathname, username } = new URL(url)
  return `MAP
  NAME "bench"
  EXTENT -20037508 -20037508 20037508 20037508
  SIZE 512 512
  UNITS METERS
  PROJECTION "init=epsg:3857" END
  CONFIG "MS_ERRORFILE" "stderr"
  OUTPUTFORMAT NAME "mvt" DRIVER "MVT" MIMETYPE "application/vnd.mapbox-vector-tile" FORMATOPTION "EXTENT=4096" FORMATOPTION "EDGE_BUFFER=0" END
  LAYER
    NAME "incident" TYPE POINT STATUS ON
    CONNECTIONTYPE POSTGIS
    CONNECTION "host=${hostname} port=${port} dbname=${pathname.slice(1)} user=${username}"
    DATA "geom from (select id, geom, category_id as \\"categoryId\\", severity, state, provenance, floor(extract(epoch from occurred_at))::bigint as \\"occurredAt\\", 'point'::text as shape from incident) as i using unique id using srid=4326"
    PROCESSING "CLOSE_CONNECTION=DEFER"
    PROJECTION "init=epsg:4326" END
    METADATA "gml_include_items" "id,categoryId,severity,state,provenance,occurredAt,shape" "gml_types" "auto" END
    CLASS STYLE COLOR 0 0 0 END END
  END
END
`
}

const nginxConfig = (folder: string, port: number, sockets: number[]) => `
${process.getuid?.() === 0 ? 'user root;' : ''} daemon off; worker_processes 1; pid ${folder}/mapserver.pid; error_log ${folder}/mapserver.log;
events { worker_connections 256; }
http {
  access_log off; client_body_temp_path ${folder}/ms1; proxy_temp_path ${folder}/ms2; fastcgi_temp_path ${folder}/ms3; uwsgi_temp_path ${folder}/ms4; scgi_temp_path ${folder}/ms5;
  upstream mapserv { ${sockets.map((socket) => `server 127.0.0.1:${socket} max_fails=0;`).join(' ')} }
  server {
    listen 127.0.0.1:${port};
    location / {
      fastcgi_pass mapserv; fastcgi_buffers 64 64k; fastcgi_buffer_size 64k;
      fastcgi_param QUERY_STRING $query_string; fastcgi_param REQUEST_METHOD $request_method; fastcgi_param SERVER_NAME localhost; fastcgi_param SERVER_PORT ${port};
      fastcgi_param SCRIPT_NAME /; fastcgi_param SERVER_PROTOCOL HTTP/1.1;
    }
  }
}
`

/** FastCGI programs take a listening socket as their standard input, one that waits; those of Node do not. So perl, which every Debian has, opens it and becomes the program. */
const listenAndBecome = `use Socket; use POSIX; socket(my $s, PF_INET, SOCK_STREAM, 0) or die; setsockopt($s, SOL_SOCKET, SO_REUSEADDR, 1); bind($s, sockaddr_in($ARGV[0], INADDR_LOOPBACK)) or die; listen($s, 64) or die; POSIX::dup2(fileno($s), 0); exec 'mapserv'`

/**
 * MapServer as its users run it: FastCGI programs that stay, with their connection to the database, behind nginx. The
 * address of a tile of the layer comes back, and what ends it all.
 */
export async function startMapserver(place: Place, url: string, programs = 2): Promise<{ tileUrl(z: number, x: number, y: number): string; stop(): Promise<void> }> {
  const port = await freePort()
  const sockets: number[] = []
  while (sockets.length < programs) sockets.push(await freePort())
  const map = join(place.folder, 'bench.map')
  writeFileSync(map, mapFile(url))
  const config = join(place.folder, 'mapserver-config.conf')
  writeFileSync(config, `CONFIG\n  ENV\n    MS_MAPFILE "${map}"\n  END\n  MAPS\n    BENCH "${map}"\n  END\nEND\n`)
  writeFileSync(join(place.folder, 'mapserver.conf'), nginxConfig(place.folder, port, sockets))
  const running = sockets.map((socket) => spawn('perl', ['-e', listenAndBecome, String(socket)], { stdio: 'ignore', env: { PATH: process.env.PATH, MAPSERVER_CONFIG_FILE: config } }))
  const nginx = place.run('/usr/sbin/nginx', ['-c', join(place.folder, 'mapserver.conf'), '-p', place.folder])
  const tileUrl = (z: number, x: number, y: number) => `http://127.0.0.1:${port}/?map=BENCH&mode=tile&layers=incident&map.imagetype=mvt&tilemode=gmap&tile=${x}+${y}+${z}`
  const stop = async () => {
    await place.end(nginx)
    for (const child of running) await place.end(child)
  }
  for (let waited = 0; !(await answers(tileUrl(0, 0, 0).replace('tile=0+0+0', 'tile=0+0+20'))); waited++) {
    if (waited > 100) {
      await stop()
      throw new Error('mapserv does not answer')
    }
    await sleep(100)
  }
  return { tileUrl, stop }
}
