import type { BriefingPage, BriefingTemplate } from '../model/briefing.ts'
import type { PageOf } from './pages/blocks.ts'
import { donePage, effectPage } from './pages/done.ts'
import { hotspotPage, hotspotsPage, hotspotsTablePage } from './pages/hotspots.ts'
import { areasPage, categoriesPage, coursePage, densityPage, hoursPage, zonesMapPage, zonesPage } from './pages/incidents.ts'
import { methodPage } from './pages/method.ts'
import { cameraCoverPage, camerasPage, coveragePage, patrolPage } from './pages/patrol.ts'
import { queuePage, servicePage } from './pages/service.ts'
import { summaryPage } from './pages/summary.ts'
import type { BriefingSource } from './source.ts'

const all = [coursePage, densityPage, categoriesPage, areasPage, zonesPage, zonesMapPage, hoursPage, hotspotsPage, hotspotsTablePage, servicePage, queuePage, patrolPage, coveragePage, camerasPage, cameraCoverPage, donePage, effectPage]
/** What each template tells, in order; a page without its figures is left out. */
const pagesOfTemplate: Record<BriefingTemplate, readonly PageOf[]> = {
  daily: [summaryPage, coursePage, densityPage, categoriesPage, zonesPage, queuePage, patrolPage, camerasPage, donePage, methodPage],
  weekly: [summaryPage, ...all, methodPage],
  monthly: [summaryPage, ...all, methodPage],
  festival: [summaryPage, coursePage, densityPage, hoursPage, categoriesPage, areasPage, zonesPage, zonesMapPage, hotspotsPage, hotspotsTablePage, queuePage, patrolPage, coveragePage, camerasPage, donePage, methodPage],
  hotspot: [hotspotPage, coursePage, categoriesPage, hoursPage, patrolPage, coveragePage, effectPage, donePage, methodPage],
}

/** The pages of a briefing, composed of its figures alone: the same figures make the same pages. */
export const pagesOf = (source: BriefingSource): BriefingPage[] =>
  pagesOfTemplate[source.question.template].flatMap((make) => make(source) ?? [])
