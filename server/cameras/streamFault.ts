import { Problem } from '../problem.ts'

/** Why a picture cannot be shown; the sentences hold no address, for it may carry a key. */
const sentences = {
  notHttp: [422, 'an http or https address; rtsp and the like come through a gateway that gives HLS'],
  notListed: [422, 'a host and port that whoever runs this server has listed in FANGCUN_STREAM_HOSTS'],
  private: [422, 'a host whose addresses are public, or listed themselves in FANGCUN_STREAM_HOSTS'],
  unresolved: [502, 'a host whose name is known'],
  refused: [502, 'a host that takes connections'],
  unauthorized: [502, 'user and password that open it'],
  redirect: [502, 'an address that answers itself: redirects are not followed'],
  status: [502, 'an address that answers with a picture'],
  slow: [504, 'an answer in time'],
  huge: [502, 'an answer of a size that is allowed'],
  packed: [502, 'an answer that is not compressed'],
  notPlaylist: [502, 'a playlist of HLS (m3u8)'],
  notPicture: [502, 'a JPEG, PNG or WebP picture'],
  foreign: [502, 'a playlist whose parts lie on listed hosts'],
} as const
type FaultCode = keyof typeof sentences

export class StreamFault extends Error {
  readonly code: FaultCode
  constructor(code: FaultCode) {
    super(code)
    this.code = code
  }
}

/** As clients are told; the code is for what is said in more than one language. */
export function problemOfFault({ code }: StreamFault, field: string): Problem {
  const [status, expected] = sentences[code]
  return new Problem(status, `The camera cannot be shown: expected ${expected}.`, [{ field, expected, code }])
}
