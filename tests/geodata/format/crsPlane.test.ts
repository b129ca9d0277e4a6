import { describe, expect, it } from 'vitest'
import { crsPlane } from '../../../geodata/format/crsPlane.ts'
import { fixture } from '../samples.ts'

const { cases, source } = fixture('crs_planes.json') as { source: string; cases: { epsg: number; lng: number; lat: number; x: number; y: number }[] }

describe(`planes of the EPSG registry against ${source}`, () => {
  it.each(cases.map((one) => [one.epsg, one] as const))('EPSG:%i to a centimetre, and back', (epsg, { lng, lat, x, y }) => {
    const plane = crsPlane(String(epsg))
    const [ourX, ourY] = plane.forward([lng, lat])
    expect(Math.hypot(ourX - x, ourY - y)).toBeLessThan(0.01)
    const back = plane.inverse([ourX, ourY])
    expect(Math.abs(back[0] - lng) + Math.abs(back[1] - lat)).toBeLessThan(1e-7)
  })

  it('refuses what is no plane in metres, saying what to give', () => {
    expect(() => crsPlane('EPSG:4326')).toThrow(/in degrees/)
    expect(() => crsPlane('3857')).toThrow(/stretches lengths.*EPSG:326nn/)
    expect(() => crsPlane('EPSG:3435')).toThrow(/us-ft/)
    expect(() => crsPlane('+proj=longlat +datum=WGS84')).toThrow(/not in metres/)
    for (const unknown of ['EPSG:1', 'EPSG:32661', 'Lambert', '']) expect(() => crsPlane(unknown)).toThrow(/is not known/)
    expect(() => crsPlane('+proj=nonsense')).toThrow(/cannot be read/)
  })
})
