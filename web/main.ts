import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { z } from 'zod'
import App from './App.vue'
import { i18n, setLocale, type Locale } from './i18n/index.ts'
import { router } from './router.ts'
import './ui/tokens.css'
import './ui/controls.css'
import './ui/layout.css'
import './ui/loop.css'
import './ui/session.css'
import './ui/alarm.css'
import './ui/page.css'
import './ui/analysis.css'

// The content security policy forbids `eval`; without this zod would try it once and leave a violation in the console.
z.config({ jitless: true })

setLocale(i18n.global.locale.value as Locale)
createApp(App).use(createPinia()).use(i18n).use(router).mount('#app')
