/** 文本: 摄像头运行状况。 */
export const cameraHealth = {
  log: { gateway: '网关“{name}”告警:{cameras}', online: '{n} 个摄像头已恢复:{cameras}', offline: '{n} 个摄像头再次中断:{cameras}' },
}
