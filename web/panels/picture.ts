import type { InjectionKey } from 'vue'
import type { SheetTexts } from '../map/picture/sheet.ts'

/** Draws the page's map anew as a 4K sheet with the texts given; the page knows both the data and the map. */
export const pictureKey: InjectionKey<(texts: SheetTexts) => Promise<Blob>> = Symbol('picture')
