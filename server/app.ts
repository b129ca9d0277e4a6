import { answerProblem, Problem, problemOf } from './problem.ts'
import { tagAndCompress } from './answer.ts'
import { becomeActor, checkOrigin } from './auth.ts'
import { checkBody } from './body.ts'
import type { Deps } from './deps.ts'
import { securityHeaders } from './headers.ts'
import { actorRoutes } from './routes/actors.ts'
import { configRoutes } from './routes/config.ts'
import { healthRoutes } from './routes/health.ts'
import { incidentRoutes } from './routes/incidents.ts'
import { liveRoutes } from './routes/live.ts'
import { tileRoutes } from './routes/tiles.ts'
import { staticFiles } from './static.ts'
import { routes } from './valid.ts'

/** Paths that are data; everything else is the web app. */
const data = ['/api/*', '/tiles/*', '/collections', '/collections/*', '/conformance', '/live', '/openapi.json']

/** The whole server as a function from request to response. */
export function createApp(deps: Deps) {
  const app = routes()
  app.onError((error, c) => {
    if (problemOf(error).status >= 500) deps.log.error({ path: c.req.path, error: String((error as Error).stack ?? error) }, 'request failed')
    return answerProblem(c, error)
  })
  app.notFound((c) => answerProblem(c, new Problem(404, 'There is nothing at this path.')))
  app.use('*', securityHeaders, tagAndCompress, checkOrigin(deps.env), checkBody)
  for (const path of data) app.use(path, becomeActor(deps.env, deps.actors))
  for (const make of [healthRoutes, actorRoutes, configRoutes, incidentRoutes, tileRoutes, liveRoutes]) app.route('/', make(deps))
  app.doc31('/openapi.json', { openapi: '3.1.0', info: { title: 'Fangcun', version: deps.version } })
  if (deps.webFolder) app.get('*', staticFiles(deps.webFolder))
  return app
}
export type App = ReturnType<typeof createApp>
