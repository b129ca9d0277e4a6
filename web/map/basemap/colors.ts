import type { StreetClass } from '../../../geodata/model/ground.ts'
import type { Theme } from '../palette.ts'

export type BasemapColors = {
  land: string
  water: string
  waterEdge: string
  green: string
  square: string
  sports: string
  estate: string
  estateEdge: string
  building: string
  buildingPublic: string
  buildingEdge: string
  extrusion: string
  casing: string
  bridgeCasing: string
  street: Record<StreetClass, string>
  railGap: string
  label: string
  labelQuiet: string
  labelWater: string
  labelGreen: string
  halo: string
}

/** Dark: a calm operations room, blue-black with little saturation, so that the work on top is the brightest thing. Light: a printed city plan. */
export const basemapColors: Record<Theme, BasemapColors> = {
  dark: {
    land: '#0b121e',
    water: '#0c2745',
    waterEdge: '#1a4570',
    green: '#0e2623',
    square: '#141d2d',
    sports: '#122a2b',
    estate: '#101a2a',
    estateEdge: '#24344d',
    building: '#1a2639',
    buildingPublic: '#222f47',
    buildingEdge: '#2c3d58',
    extrusion: '#23324a',
    casing: '#080d16',
    bridgeCasing: '#43587a',
    street: {
      motorway: '#54719f', trunk: '#4b6793', primary: '#41597f', secondary: '#374c6d', tertiary: '#2f415e', residential: '#26364e',
      service: '#1f2c41', pedestrian: '#24344a', path: '#31435c', steps: '#3d4f69', rail: '#3a465a',
    },
    railGap: '#0b121e',
    label: '#d6e2f5',
    labelQuiet: '#93a6c4',
    labelWater: '#6fa4d8',
    labelGreen: '#7fb79c',
    halo: '#0a101b',
  },
  light: {
    land: '#f4f2ed',
    water: '#b7d5ea',
    waterEdge: '#94bddb',
    green: '#d3e6c6',
    square: '#ebe6dc',
    sports: '#cfe3cf',
    estate: '#f0ece3',
    estateEdge: '#ddd3c2',
    building: '#e3dcd0',
    buildingPublic: '#e6d6cf',
    buildingEdge: '#cdc3b2',
    extrusion: '#dcd4c6',
    casing: '#d6cdbd',
    bridgeCasing: '#a79c88',
    street: {
      motorway: '#f2b56b', trunk: '#f6c887', primary: '#fadb9e', secondary: '#fdeec3', tertiary: '#ffffff', residential: '#ffffff',
      service: '#fdfcf9', pedestrian: '#f1ebdf', path: '#c9b99c', steps: '#bda98a', rail: '#a9a9ad',
    },
    railGap: '#f4f2ed',
    label: '#333b47',
    labelQuiet: '#5d6673',
    labelWater: '#2f6f9f',
    labelGreen: '#3f7247',
    halo: '#fbfaf7',
  },
}
