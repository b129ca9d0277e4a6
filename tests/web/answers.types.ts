import type { BoardRow } from '../../geodata/model/board.ts'
import type { CategoryRow } from '../../server/queries/config.ts'
import type { Figures, ImportRun } from '../../server/queries/figures.ts'
import type { NearCamera, PlaceOf } from '../../server/queries/place.ts'
import type { SearchResult } from '../../server/queries/search.ts'
import type { SavedView } from '../../server/queries/view.ts'
import type { ZoneFigures, ZoneWithPosts } from '../../server/queries/zone.ts'
import type { Config } from '../../server/routes/config.ts'
import type { IncidentDetail } from '../../server/routes/incidents.ts'
import type { CoverageAnswer } from '../../server/routes/patrols.ts'
import type { SessionAnswer } from '../../server/routes/session.ts'
import type * as Web from '../../web/api/answers.ts'

/**
 * Not run: compiled. Each line fails `vue-tsc` when a route answers something that the web app does not expect. The app may
 * expect less than is answered, never more.
 */
type Answers<Expected, _Answered extends Expected> = true

export type Checked = [
  Answers<Web.Config, Config>,
  Answers<Web.Categories['categories'][number], CategoryRow>,
  Answers<Web.Session, SessionAnswer>,
  Answers<Web.Figures, Figures>,
  Answers<Web.ZoneRow, ZoneWithPosts>,
  Answers<Web.ZoneFigureRow, ZoneFigures>,
  Answers<Web.NearCamera, NearCamera>,
  Answers<Web.IncidentRow, BoardRow>,
  Answers<Web.IncidentAnswer, IncidentDetail>,
  Answers<Web.PlaceOf, PlaceOf>,
  Answers<Web.SearchResult, SearchResult>,
  Answers<Web.Coverage, CoverageAnswer>,
  Answers<Web.SavedView, SavedView>,
  Answers<Omit<Web.ImportRun, 'summary'>, ImportRun>,
]
