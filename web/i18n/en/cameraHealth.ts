/** Texts: how cameras are. */
export const cameraHealth = {
  log: { gateway: 'Told by gateway “{name}”: {cameras}', online: '{n} cameras are back: {cameras}', offline: '{n} cameras are gone again: {cameras}' },
}
