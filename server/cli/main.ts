import { Command } from 'commander'
import { addAccountCommands } from './account.ts'
import { addAnalyse } from './analyse.ts'
import { addBriefing } from './briefing.ts'
import { addDatabase } from './database.ts'
import { addDoctor } from './doctor.ts'
import { addExport } from './export.ts'
import { addImport } from './import.ts'
import { addMigrate } from './migrate.ts'
import { addMatch } from './match.ts'
import { addPlace } from './place.ts'
import { addPlan } from './plan.ts'
import { addRoute } from './route.ts'
import { addSimulate } from './simulate.ts'
import { addStart } from './start.ts'
import { tell } from './tell.ts'
import { addViewshed } from './viewshed.ts'
import { addWallScreen } from './wallScreen.ts'
import { addZones } from './zones.ts'

const program = new Command('fangcun')
  .description('Fangcun 方寸: a city\'s neighbourhoods on one map. One program for the server, its data and its database.')
  .showHelpAfterError('(fangcun COMMAND --help explains a command)')
  .addHelpText('after', `
Settings come from the environment:
  PORT               port of the web app (8080)
  HOST               address to listen on (127.0.0.1)
  DATABASE_URL       PostgreSQL with PostGIS; unset: the embedded database
  FANGCUN_DATA       folder of the embedded database and of import reports (.data)
  FANGCUN_SEED       seed of the demo town
  FANGCUN_TLS_CERT, FANGCUN_TLS_KEY   certificate and key (PEM), needed off loopback; or FANGCUN_ORIGIN=https://... behind a proxy
  LOG_LEVEL          fatal, error, warn, info, debug, trace, silent

Begin with:
  fangcun start                            the demo town on http://127.0.0.1:8080
  fangcun import munich.osm.pbf            a real city from OpenStreetMap
  fangcun import incidents.csv.gz --dry-run    what an import would do
  fangcun analyse gi_star --points incidents.csv --out hot.geojson    hotspots of a plain file
  fangcun zones --units estates.geojson --weight households --min 250 --max 500 --out plan.geojson    balanced zones of a plain file
  fangcun route --streets munich.osm.pbf --from 11.5754,48.1372 --to 11.5820,48.1391    the quickest way on foot
  fangcun doctor                           what is missing or misconfigured`)

addStart(program)
addAccountCommands(program)
addImport(program)
addExport(program)
addBriefing(program)
addAnalyse(program)
addViewshed(program)
addPlace(program)
addZones(program)
addRoute(program)
addMatch(program)
addPlan(program)
addSimulate(program)
addWallScreen(program)
addMigrate(program)
addDatabase(program)
addDoctor(program)

try {
  await program.parseAsync(process.argv)
} catch (error) {
  tell(error)
  process.exitCode = 1
}
