import { answerProblem, Problem, problemOf } from './problem.ts'
import { tagAndCompress } from './answer.ts'
import { becomeActor, checkOrigin } from './auth.ts'
import { checkBody } from './body.ts'
import type { Deps } from './deps.ts'
import { isHttps } from './env.ts'
import { securityHeaders, strictTransport } from './headers.ts'
import { accountRoutes } from './routes/accounts.ts'
import { alarmRoutes } from './routes/alarms.ts'
import { analysisRoutes } from './routes/analyses.ts'
import { areaRoutes } from './routes/areas.ts'
import { auditRoutes } from './routes/audit.ts'
import { blindSpotRoutes } from './routes/blindSpots.ts'
import { briefingPdfRoutes } from './routes/briefingPdf.ts'
import { boardRoutes } from './routes/board.ts'
import { briefingRoutes } from './routes/briefings.ts'
import { briefingScheduleRoutes } from './routes/briefingSchedules.ts'
import { cameraGatewayRoutes } from './routes/cameraGateways.ts'
import { cameraCoverRoutes } from './routes/cameraCover.ts'
import { cameraSightRoutes } from './routes/cameraSight.ts'
import { cameraHealthRoutes } from './routes/cameraHealth.ts'
import { cameraSeeingRoutes } from './routes/cameraSeeing.ts'
import { cameraRoutes } from './routes/cameras.ts'
import { cameraPlacementRoutes } from './routes/cameraPlacements.ts'
import { cameraPlanRoutes } from './routes/cameraPlans.ts'
import { cameraLookRoutes } from './routes/cameraLooks.ts'
import { cameraStreamRoutes } from './routes/cameraStreams.ts'
import { cameraTourRoutes } from './routes/cameraTours.ts'
import { checkInRoutes } from './routes/checkIns.ts'
import { collectionRoutes } from './routes/collections.ts'
import { configRoutes } from './routes/config.ts'
import { contactRoutes } from './routes/contacts.ts'
import { deadlineRoutes } from './routes/deadlines.ts'
import { deviceKeyRoutes } from './routes/deviceKeys.ts'
import { devicePositionRoutes } from './routes/devicePositions.ts'
import { docsRoutes } from './routes/docs.ts'
import { duplicateRoutes } from './routes/duplicates.ts'
import { exploreRoutes } from './routes/explore.ts'
import { filterRoutes } from './routes/filters.ts'
import { gridRoutes } from './routes/grid.ts'
import { healthRoutes } from './routes/health.ts'
import { hotspotRoutes } from './routes/hotspots.ts'
import { incidentRoutes } from './routes/incidents.ts'
import { indicatorRoutes } from './routes/indicators.ts'
import { lastVisitRoutes } from './routes/lastVisits.ts'
import { liveRoutes } from './routes/live.ts'
import { mapWallRoutes } from './routes/mapWalls.ts'
import { oidcRoutes } from './routes/oidc.ts'
import { checkpointRoutes } from './routes/checkpoints.ts'
import { patrolDoseRoutes } from './routes/patrolDoses.ts'
import { patrolPlanRoutes } from './routes/patrolPlans.ts'
import { patrolReportRoutes } from './routes/patrolReports.ts'
import { patrolSearchRoutes } from './routes/patrolSearches.ts'
import { patrolRoutes } from './routes/patrols.ts'
import { photoRoutes } from './routes/photos.ts'
import { postRoutes } from './routes/posts.ts'
import { placeRoutes } from './routes/places.ts'
import { planGroundRoutes } from './routes/planGrounds.ts'
import { rosterRoutes } from './routes/rosters.ts'
import { shiftTemplateRoutes } from './routes/shiftTemplates.ts'
import { sessionRoutes } from './routes/session.ts'
import { streetPresenceRoutes } from './routes/streetPresence.ts'
import { streetRoutes } from './routes/streetRoutes.ts'
import { tileRoutes } from './routes/tiles.ts'
import { viewRoutes } from './routes/views.ts'
import { wallCodeRoutes } from './routes/wallCodes.ts'
import { wallSceneRoutes } from './routes/wallScenes.ts'
import { wallScreenRoutes } from './routes/wallScreens.ts'
import { wallFigureRoutes } from './routes/wallFigures.ts'
import { zoneDesignRoutes } from './routes/zoneDesigns.ts'
import { zonePlanRoutes } from './routes/zonePlans.ts'
import { zoneRoutes } from './routes/zones.ts'
import { stepRoutes } from './routes/steps.ts'
import { staticFiles } from './static.ts'
import { routes } from './valid.ts'

/** Paths that are data; everything else is the web app. */
const data = ['/api/*', '/tiles/*', '/collections', '/collections/*', '/conformance', '/live', '/openapi.json']

/** Below these the web app has no pages: a wrong address there is a problem, not index.html. */
const reserved = ['/api', '/tiles', '/collections', '/conformance', '/live', '/health', '/openapi.json'].flatMap((path) => [path, `${path}/*`])

const nouns = [
  healthRoutes, sessionRoutes, configRoutes, zoneRoutes, exploreRoutes, gridRoutes, incidentRoutes, stepRoutes, placeRoutes, patrolRoutes, hotspotRoutes, indicatorRoutes, viewRoutes, collectionRoutes, tileRoutes, liveRoutes,
  accountRoutes, auditRoutes, oidcRoutes,
  boardRoutes, filterRoutes, alarmRoutes,
  duplicateRoutes, photoRoutes, contactRoutes,
  analysisRoutes,
  deadlineRoutes,
  planGroundRoutes, zonePlanRoutes, zoneDesignRoutes,
  areaRoutes, postRoutes,
  blindSpotRoutes, patrolDoseRoutes, lastVisitRoutes, streetPresenceRoutes,
  cameraSeeingRoutes, cameraGatewayRoutes, cameraHealthRoutes,
  cameraRoutes,
  cameraPlanRoutes, cameraPlacementRoutes,
  cameraStreamRoutes, cameraTourRoutes, cameraLookRoutes,
  cameraCoverRoutes, cameraSightRoutes,
  deviceKeyRoutes, devicePositionRoutes,
  checkInRoutes,
  checkpointRoutes, patrolPlanRoutes, patrolSearchRoutes, patrolReportRoutes,
  streetRoutes,
  rosterRoutes, shiftTemplateRoutes,
  briefingRoutes, briefingScheduleRoutes,
  mapWallRoutes, wallScreenRoutes, wallSceneRoutes, wallCodeRoutes,
  wallFigureRoutes,
]

/** The whole server as a function from request to response. */
export function createApp(deps: Deps) {
  const app = routes()
  app.onError((error, c) => {
    // Whoever gave up is no failure of ours.
    if (problemOf(error).status >= 500 && error !== c.req.raw.signal.reason) deps.log.error({ path: c.req.path, error: String((error as Error).stack ?? error) }, 'request failed')
    return answerProblem(c, error)
  })
  app.notFound((c) => answerProblem(c, new Problem(404, 'There is nothing at this path.')))
  if (isHttps(deps.env)) app.use('*', strictTransport)
  app.use('*', securityHeaders, tagAndCompress, checkOrigin(deps.env), checkBody)
  for (const path of data) app.use(path, becomeActor(deps.env, deps.sessions))
  for (const make of nouns) app.route('/', make(deps))
  app.route('/', briefingPdfRoutes(deps, (request) => app.fetch(request)))
  const about = { openapi: '3.1.0', info: { title: 'Fangcun', version: deps.version } }
  app.doc31('/openapi.json', about)
  app.route('/', docsRoutes(deps, () => app.getOpenAPI31Document(about)))
  for (const path of reserved) app.all(path, (c) => c.notFound())
  if (deps.webFolder) app.get('*', staticFiles(deps.webFolder))
  return app
}
export type App = ReturnType<typeof createApp>
