import type { BriefingFigure } from '../../geodata/model/briefing.ts'

const method = (id: string, version: number, zh: string, en: string): BriefingFigure['method'] => ({ id, version, text: { zh, en } })

/** How figures are made; `version` grows with every change of what is counted or tested. */
export const figureMethods = {
  counts: method('counts', 1, '期内发生、未被合并的事件;变化按两期时长折算；95% 区间与 p 值:两泊松数的精确条件检验', 'Incidents that occurred in the period and were not merged; change by equal time; 95% interval and p: exact conditional test of two Poisson counts'),
  countsTogether: method('counts_together', 1, '期内发生、未被合并的事件;两泊松数的精确条件检验,同表各行按 Benjamini–Hochberg 控制错误发现率 5%;诉求类只计数、不检验,分区不含诉求类', 'Incidents that occurred in the period and were not merged; exact conditional test of two Poisson counts, false discovery rate 5% over the rows (Benjamini–Hochberg); somebody’s voice is counted and not tested, and not counted by place'),
  series: method('series', 1, '按发生时间逐时或逐日计数(辖区时钟)', 'Counts by hour or day of occurrence, by the clocks of the area'),
  hours: method('hours_of_week', 1, '按一周 168 小时计数(辖区时钟),仅计时间精确到小时的事件', 'Counts by the 168 hours of the week, by the clocks of the area; only incidents whose hour is known'),
  queue: method('queue', 1, '统计时刻未结案的事件,按状态;超期:最近时限已过', 'Matters that were open at the moment, by state; overdue: the nearest time limit had passed'),
  shares: method('shares', 1, '本期事件截至统计时刻的比率;上期取经过同样时间后的状态;差值区间:Newcombe 1998;p 值:Fisher 精确检验', 'Shares of the matters of the period as they stood at the moment; the period before as it stood after the same time; interval of the difference: Newcombe 1998; p: Fisher’s exact test'),
  median: method('median', 1, '期内结案的事件从上报到结案的中位时间;不作检验', 'Median time from report to closing, of matters that were closed in the period; no test'),
  hotspots: method('hotspots', 1, '网格单元 Getis–Ord Gi*,错误发现率 5%;热区与对比期的变化:两泊松数精确检验,错误发现率 5%;诉求类与非公众上报不计', 'Getis–Ord Gi* on cells, false discovery rate 5%; change of hot ground against the period compared: exact test of two Poisson counts, false discovery rate 5%; without somebody’s voice and what patrols found'),
  watched: method('hotspots_watched', 1, '在册热点自发现期结束以来与发现期的对比:同一范围、同样类别,按时长折算;精确检验,错误发现率 5%。发现时处于高位的地点会自然回落', 'Hotspots that are watched, since the end of the period they were found in against that period: same ground, same categories, by equal time; exact test, false discovery rate 5%. Ground chosen for being high falls back by itself'),
  ground: method('ground', 1, '热点范围内的事件数;精确检验', 'Incidents on the ground of the hotspot; exact test'),
  dose: method('patrol_dose', 1, '巡逻剂量:每 120 分钟停留 12 分钟为需要;到位按定位与签到给出区间', 'Patrol dose: 12 minutes in every 120 are needed; what was delivered is an interval from positions and check-ins'),
  presence: method('patrol_presence', 1, '辖区内巡逻在场时间之和(整日,按格网累计);不作检验', 'Sum of the presence of patrols in the area, whole days; no test'),
  cameras: method('cameras', 1, '统计时刻各状态的摄像头', 'Cameras by state at the moment'),
  outages: method('camera_outages', 1, '期内开始的中断次数;精确检验', 'Outages that began in the period; exact test'),
  working: method('camera_working', 1, '摄像头正常工作时间占已知时间的比例;不作检验', 'Share of the known time in which cameras worked; no test'),
  cover: method('camera_cover', 1, '在线摄像头始终可见的公共地面与小区内地面的比例(遮挡按建筑计算)', 'Share of public and of shared ground that online cameras always see; buildings hide what lies behind them'),
  orders: method('orders_done', 1, '期内办结的工单;精确检验', 'Work orders finished in the period; exact test'),
  results: method('results', 1, '期内结案的事件,按结果;精确检验,错误发现率 5%', 'Matters closed in the period, by result; exact test, false discovery rate 5%'),
} as const
export type FigureMethod = keyof typeof figureMethods
