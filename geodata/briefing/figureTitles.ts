import type { FigureKey } from './figureKeys.ts'

type Text = { zh: string; en: string }

/** What a figure is called over its chart, its rows and in a list of sources. */
const figureTitles: Record<FigureKey, Text> = {
  incidents: { zh: '受理事件', en: 'Incidents received' },
  'incidents.series': { zh: '事件随时间', en: 'Incidents over time' },
  'incidents.hours': { zh: '一周各时段事件', en: 'Incidents by hour of the week' },
  'incidents.byCategory': { zh: '各类别事件', en: 'Incidents by category' },
  'incidents.byArea': { zh: '各辖区事件', en: 'Incidents by area' },
  'incidents.byZone': { zh: '各网格事件', en: 'Incidents by zone' },
  queue: { zh: '在办事件', en: 'Open incidents' },
  'indicator.resolution': { zh: '调处成功率', en: 'Resolution rate' },
  'indicator.completion': { zh: '办结率', en: 'Completion rate' },
  'indicator.on_time': { zh: '按期办结率', en: 'On-time rate' },
  'indicator.satisfaction': { zh: '满意率', en: 'Satisfaction' },
  'time.toClose': { zh: '上报至结案用时（中位数）', en: 'Time from report to closing (median)' },
  'hotspots.found': { zh: '本期热点地面', en: 'Ground that is hot now' },
  'hotspots.kept': { zh: '已留存热点前后对比', en: 'Hotspots watched, before and since' },
  hotspot: { zh: '热点内事件', en: 'Incidents at the hotspot' },
  'hotspot.series': { zh: '热点内事件随时间', en: 'Incidents at the hotspot over time' },
  'patrol.dose': { zh: '热点巡逻时长', en: 'Patrol minutes at hotspots' },
  'patrol.presence': { zh: '巡逻在场时长', en: 'Presence of patrols' },
  cameras: { zh: '摄像头状态', en: 'Cameras by state' },
  'cameras.outages': { zh: '摄像头断线次数', en: 'Camera outages' },
  'cameras.working': { zh: '摄像头在线时间占比', en: 'Share of time that cameras worked' },
  'cameras.down': { zh: '未在线的摄像头', en: 'Cameras that are down' },
  'cameras.cover': { zh: '监控覆盖率', en: 'Camera cover' },
  'done.orders': { zh: '完成的工单', en: 'Work orders finished' },
  'done.results': { zh: '结案结果', en: 'Results of closed incidents' },
}

/** A figure of a later version is named by its key. */
export const figureTitle = (key: string, locale: 'zh' | 'en'): string => (figureTitles as Record<string, Text | undefined>)[key]?.[locale] ?? key
