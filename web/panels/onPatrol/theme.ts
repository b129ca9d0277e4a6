const key = 'fangcun.patrol.theme'
type Theme = 'light' | 'dark'

const show = (theme: Theme) => {
  document.documentElement.dataset.theme = theme
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', theme === 'light' ? '#ffffff' : '#0b1118')
}
const chosen = (): Theme | null => { const kept = localStorage.getItem(key); return kept === 'light' || kept === 'dark' ? kept : null }

/** Day or night as the phone has it, until somebody chooses. */
export function startTheme(): void {
  const light = matchMedia('(prefers-color-scheme: light)')
  const follow = () => show(chosen() ?? (light.matches ? 'light' : 'dark'))
  light.addEventListener('change', follow)
  follow()
}
export function swapTheme(): void {
  const next = document.documentElement.dataset.theme === 'light' ? 'dark' : 'light'
  localStorage.setItem(key, next)
  show(next)
}
