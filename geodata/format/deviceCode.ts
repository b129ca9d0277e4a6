/** GB/T 28181 appendix D, rule A: 8 digits centre (6 of the administrative code, 2 of the unit), 2 industry, 3 type, 7 serial (the first of which names the network). */
export type DeviceCode = { region: string; unit: string; industry: string; type: string; network: string; serial: string }

/** What is odd about a code of 20 digits, which is taken all the same. `region`: no province begins so. `type`: it names something else than a camera. `serial`: zero. */
export type DeviceCodeDoubt = 'region' | 'type' | 'serial'

/** The first two digits of GB/T 2260. */
const provinces = new Set('11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82'.split(' '))
/** 131 camera, 132 network camera. */
const cameraTypes = new Set(['131', '132'])

export const isDeviceCode = (text: string): boolean => /^\d{20}$/.test(text)

/** As registers type it: spaces, hyphens and full-width digits go. */
export const plainDeviceCode = (text: string): string => text.normalize('NFKC').replace(/[\s'-]/g, '')

/** @param local codes of the areas it stands in, whose first digits are right too @throws RangeError where the text is no code of 20 digits */
export function readDeviceCode(text: string, local: readonly string[] = []): { code: DeviceCode; doubts: DeviceCodeDoubt[] } {
  if (!isDeviceCode(text)) throw new RangeError(`"${text.slice(0, 40)}" is no device code: expected 20 digits`)
  const code = { region: text.slice(0, 6), unit: text.slice(6, 8), industry: text.slice(8, 10), type: text.slice(10, 13), network: text.slice(13, 14), serial: text.slice(14) }
  const doubts: DeviceCodeDoubt[] = []
  const province = code.region.slice(0, 2)
  if (!provinces.has(province) && !local.some((area) => /^\d{4}/.test(area) && area.startsWith(province))) doubts.push('region')
  if (!cameraTypes.has(code.type)) doubts.push('type')
  if (Number(code.serial) === 0) doubts.push('serial')
  return { code, doubts }
}
