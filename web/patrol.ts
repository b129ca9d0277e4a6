import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { createRouter, createWebHistory } from 'vue-router'
import { z } from 'zod'
import { i18n, setLocale, type Locale } from './i18n/index.ts'
import PatrolApp from './PatrolApp.vue'
import './ui/tokens.css'
import './ui/controls.css'
import './ui/layout.css'
import './ui/session.css'
import './ui/onPatrol.css'
import { startTheme } from './panels/onPatrol/theme.ts'

/** The app for phones on patrol: an entry of its own, so that no map has to come over a bad network first. */
// The content security policy forbids `eval`; without this zod would try it once and leave a violation in the console.
z.config({ jitless: true })
startTheme()
setLocale(i18n.global.locale.value as Locale)
const router = createRouter({ history: createWebHistory(), routes: [{ path: '/:rest(.*)*', name: 'patrol', component: { render: () => null } }] })
createApp(PatrolApp).use(createPinia()).use(i18n).use(router).mount('#app')
