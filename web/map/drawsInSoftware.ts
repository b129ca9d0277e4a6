let known: boolean | null = null

/** Whether WebGL is computed by the processor here, as the driver names itself; asked once. */
export function drawsInSoftware(): boolean {
  if (known !== null) return known
  const gl = document.createElement('canvas').getContext('webgl2')
  const named = gl?.getExtension('WEBGL_debug_renderer_info')
  const renderer = gl ? String(gl.getParameter(named ? named.UNMASKED_RENDERER_WEBGL : gl.RENDERER)) : ''
  gl?.getExtension('WEBGL_lose_context')?.loseContext()
  return (known = /swiftshader|llvmpipe|softpipe|software|basic render/i.test(renderer))
}
