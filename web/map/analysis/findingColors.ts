/**
 * By finding: on the dark and on the light ground. Hot is warm and cold is blue everywhere; what goes on is strong, what goes back or comes
 * and goes is pale. Quadrants follow the convention of local Moran maps (high-high red, low-low blue, outliers light).
 */
export const findingColors: Record<string, readonly [dark: string, light: string]> = {
  hot: ['#ff8c42', '#b52f2b'],
  cold: ['#6fb3f5', '#2f66b5'],
  high_high: ['#e8452f', '#b3201f'],
  low_low: ['#3d7ee0', '#1f4fa8'],
  high_low: ['#ffb39c', '#e98a74'],
  low_high: ['#a9cdf7', '#7fa8dc'],
  other: ['#c9a7e8', '#7d4ea8'],
  other_positive: ['#c9a7e8', '#7d4ea8'],
  negative: ['#f4e45c', '#8a6d00'],
  new_hot: ['#fff1b0', '#e0a100'],
  consecutive_hot: ['#ffc266', '#d97706'],
  intensifying_hot: ['#ff4d3d', '#8f0f1a'],
  persistent_hot: ['#e0662b', '#b93a24'],
  diminishing_hot: ['#c98b6b', '#d99a80'],
  sporadic_hot: ['#a8705a', '#c9a08e'],
  oscillating_hot: ['#d98fa8', '#c2607f'],
  historical_hot: ['#8a6258', '#a98c84'],
  new_cold: ['#d3f3ff', '#0092b8'],
  consecutive_cold: ['#8fd6f5', '#0873a8'],
  intensifying_cold: ['#3f74ff', '#12307f'],
  persistent_cold: ['#4d9be6', '#2a63b0'],
  diminishing_cold: ['#7f9dc4', '#8aaad0'],
  sporadic_cold: ['#647ea3', '#9db2cc'],
  oscillating_cold: ['#9a93d9', '#6f62b5'],
  historical_cold: ['#566780', '#8593a6'],
}
