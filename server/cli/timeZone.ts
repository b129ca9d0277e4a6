import { InvalidArgumentError } from 'commander'

export const zone = (text: string): string => {
  if (!Intl.supportedValuesOf('timeZone').includes(text) && text !== 'UTC') throw new InvalidArgumentError('expected a zone such as Asia/Shanghai.')
  return text
}
