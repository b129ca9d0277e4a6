import type { InjectionKey } from 'vue'
import type { Theme } from '../map/palette.ts'
import type { SheetTexts } from '../map/picture/sheet.ts'
import type { SheetFormId } from '../map/picture/sheetForm.ts'

/** Draws the page's map anew as a sheet with the texts given; the page knows both the data and the map. */
export type TakePicture = (texts: SheetTexts, how: { form: SheetFormId; theme: Theme }) => Promise<Blob>
export const pictureKey: InjectionKey<TakePicture> = Symbol('picture')
