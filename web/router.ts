import { createRouter, createWebHistory, type RouteLocation } from 'vue-router'
import SignInPage from './pages/SignInPage.vue'
import MapPage from './pages/MapPage.vue'
import { mapAddress } from './panels/links.ts'
import { reloadWhenServed } from './api/servedBuild.ts'
import { useDesk } from './stores/desk.ts'

/** A zone, a camera or a building is a place on the map too. */
const shortAddresses = ([['zone', 'zones', undefined], ['area', 'areas', undefined], ['camera', 'cameras', 'zones,cameras,incidents'], ['building', 'buildings', undefined], ['place', 'places', 'zones,places,incidents'], ['team', 'teams', 'zones,patrols,incidents']] as const)
  .map(([noun, folder, layers]) => ({ path: `/${folder}/:id(\\d+)`, name: noun, redirect: ({ params }: RouteLocation) => mapAddress(noun, String(params.id), layers) }))

/** What names nothing at all, such as half of a link, is asked of no server. */
const uuid = ':id([0-9a-f]{8}-[0-9a-f-]{27})'

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', name: 'map', component: MapPage },
    { path: '/sign-in', name: 'sign-in', component: SignInPage },
    { path: `/incidents/${uuid}`, name: 'incident', component: () => import('./pages/IncidentPage.vue') },
    // A kept hotspot is a place on the map: its address opens the map with it chosen.
    { path: `/hotspots/${uuid}`, name: 'hotspot', redirect: ({ params }) => mapAddress('hotspot', String(params.id), 'zones,hotspots,incidents') },
    ...shortAddresses,
    // A plan of zones lies open on the map as well.
    { path: '/zone-plans', name: 'zone-plans', redirect: () => { const desk = useDesk(); [desk.side, desk.leftOpen, desk.sheet] = ['zonePlan', true, innerWidth > 900 ? null : 'zonePlan']; return '/' } },
    { path: `/zone-plans/${uuid}`, name: 'zone-plan', redirect: ({ params }) => ({ path: '/', query: { plan: String(params.id) } }) },
    { path: `/zone-plans/${uuid}/notices`, name: 'zone-plan-notices', component: () => import('./pages/NoticesPage.vue'), meta: { bare: true } },
    { path: '/zones/:id/notice', name: 'zone-notice', component: () => import('./pages/NoticesPage.vue'), meta: { bare: true } },
    { path: '/accounts', name: 'accounts', component: () => import('./pages/AccountsPage.vue') },
    { path: '/audit', name: 'audit', component: () => import('./pages/AuditPage.vue') },
    { path: '/settings/deadlines', name: 'deadlines', component: () => import('./pages/DeadlineSettingsPage.vue') },
    { path: '/areas', name: 'areas', component: () => import('./pages/AreasPage.vue') },
    { path: '/duty', name: 'duty', component: () => import('./pages/DutyPage.vue') },
    { path: '/roster', name: 'roster', component: () => import('./pages/RosterPage.vue') },
    { path: '/cameras', name: 'cameras', component: () => import('./pages/CamerasPage.vue') },
    { path: '/device-keys', name: 'device-keys', component: () => import('./pages/DeviceKeysPage.vue') },
    { path: '/watch', name: 'watch', component: () => import('./pages/WatchPage.vue') },
    { path: '/patrol-plans', name: 'patrol-plans', component: () => import('./pages/PatrolPlansPage.vue') },
    { path: `/patrol-plans/${uuid}`, name: 'patrol-plan', component: () => import('./pages/PatrolPlansPage.vue') },
    // A page of its own, without the map: it is loaded as one.
    { path: '/patrol', name: 'patrol', component: MapPage, beforeEnter: () => { location.assign('/patrol'); return false } },
    { path: `/patrol-plans/${uuid}/report`, name: 'patrol-report', component: () => import('./pages/PatrolReportPage.vue') },
    { path: `/patrol-plans/${uuid}/print`, name: 'patrol-print', component: () => import('./pages/PatrolPrintPage.vue'), meta: { bare: true } },
    { path: '/briefings', name: 'briefings', component: () => import('./pages/BriefingsPage.vue') },
    { path: `/briefings/${uuid}`, name: 'briefing', component: () => import('./pages/BriefingPage.vue') },
    { path: `/briefings/${uuid}/present`, name: 'briefing-present', component: () => import('./pages/BriefingPresentPage.vue'), meta: { bare: true } },
    { path: `/briefings/${uuid}/print`, name: 'briefing-print', component: () => import('./pages/BriefingPrintPage.vue'), meta: { bare: true } },
    // A window that asks to become a screen of a wall has no session yet.
    { path: '/wall', name: 'wall-join', component: () => import('./pages/WallJoinPage.vue'), meta: { bare: true, open: true } },
    { path: '/wall/:wallId/:screenId', name: 'wall-screen', component: () => import('./pages/WallScreenPage.vue'), meta: { bare: true, open: true } },
    { path: '/walls', name: 'walls', component: () => import('./pages/WallsPage.vue') },
    { path: `/walls/${uuid}`, name: 'wall-desk', component: () => import('./pages/WallPage.vue') },
    { path: `/walls/${uuid}/status`, name: 'wall-status', component: () => import('./pages/WallStatusPage.vue') },
    { path: '/figures', name: 'figures', component: () => import('./pages/FiguresPage.vue') },
    { path: '/:rest(.*)*', name: 'missing', component: () => import('./pages/MissingPage.vue') },
  ],
})

// Where nobody is to press a key, a page that could not be fetched is fetched again.
router.onError((_error, to) => { if (to.meta.open) reloadWhenServed() })
