const longestSide = 2_048
/** Kinds that the server takes as they are. */
const plainKinds = ['image/jpeg', 'image/png', 'image/webp']

/** A picture made smaller before it is sent: a phone's 8 MB become a few hundred KB, and what else the file knew stays here. As it came where the browser cannot. */
export async function shrinkPhoto(file: Blob): Promise<Blob> {
  try {
    const picture = await createImageBitmap(file)
    const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height))
    const canvas = new OffscreenCanvas(Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale)))
    canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height)
    picture.close()
    return await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 })
  } catch (error) {
    if (plainKinds.includes(file.type)) return file
    throw error
  }
}
