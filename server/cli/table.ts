/** Lines of cells as text columns: the first `left` of them left-aligned (one unless said otherwise), the others right-aligned. Han characters count as two. */
export function textTable(rows: (string | number)[][], left = 1): string {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en') : cell)))
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => widthOf(row[column] ?? ''))))
  const pad = (cell: string, column: number) => ' '.repeat((widths[column] ?? 0) - widthOf(cell))
  return cells.map((row) => row.map((cell, column) => (column < left ? cell + pad(cell, column) : pad(cell, column) + cell)).join('  ').trimEnd()).join('\n')
}

const widthOf = (text: string) => [...text].reduce((sum, character) => sum + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/.test(character) ? 2 : 1), 0)
