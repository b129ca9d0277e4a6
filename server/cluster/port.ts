import { createServer, type AddressInfo } from 'node:net'

/** A free port on loopback: `wished` if nobody has it, else one that the system picks. */
export async function freePort(wished = 0): Promise<number> {
  return (await tryPort(wished)) ?? (await tryPort(0)) ?? Promise.reject(new Error('no free port on 127.0.0.1'))
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((done) => {
    const server = createServer()
    server.once('error', () => done(undefined))
    server.listen(port, '127.0.0.1', () => {
      const { port: found } = server.address() as AddressInfo
      server.close(() => done(found))
    })
  })
}
