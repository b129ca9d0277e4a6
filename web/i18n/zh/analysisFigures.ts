/** 各处的数值,按列;单位写在名称里。 */
export const column: Record<string, string> = {
  count: '件数', expected: '偶然期望', z: 'z 值', p: 'p 值', q: '校正后 p 值', value: '数值', rate: '发生率', density: '密度', cluster: '聚集编号',
  patrolMinutes: '巡逻到场(分钟)',
}
/** 整体数值。 */
export const summary: Record<string, string> = {}
/** 表格形式结论的列。 */
export const tableColumn: Record<string, string> = {}
/** 数字之外须知,按代码。 */
export const note: Record<string, string> = {}
/** 没有结论的原因,按代码。 */
export const refusal: Record<string, string> = {}
