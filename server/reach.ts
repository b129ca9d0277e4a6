import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type Env, isHttps, isLoopback } from './env.ts'

/** The settings would let people reach this server in a way that gives passwords away; the message says what to set. */
export class ReachError extends Error {
  override name = 'ReachError'
}

export type Certificate = { cert: string; key: string }

/** Certificate and key of the settings. Throws ReachError that says which file is wrong and why. */
export function readCertificate({ FANGCUN_TLS_CERT: certFile, FANGCUN_TLS_KEY: keyFile }: Env): Certificate | undefined {
  if (certFile === undefined && keyFile === undefined) return undefined
  if (certFile === undefined || keyFile === undefined) throw new ReachError('FANGCUN_TLS_CERT and FANGCUN_TLS_KEY belong together: one of them is not set.')
  const read = (name: string, file: string) => {
    try {
      return readFileSync(file, 'utf8')
    } catch (error) {
      throw new ReachError(`${name}: ${file} cannot be read: ${(error as Error).message}`)
    }
  }
  const [cert, key] = [read('FANGCUN_TLS_CERT', certFile), read('FANGCUN_TLS_KEY', keyFile)]
  let held: X509Certificate
  try {
    held = new X509Certificate(cert)
  } catch {
    throw new ReachError(`FANGCUN_TLS_CERT: ${certFile} holds no certificate in PEM.`)
  }
  try {
    if (!held.checkPrivateKey(createPrivateKey(key))) throw new Error('another key')
  } catch {
    throw new ReachError(`FANGCUN_TLS_KEY: ${keyFile} is not the key of the certificate.`)
  }
  if (Date.parse(held.validTo) < Date.now()) throw new ReachError(`FANGCUN_TLS_CERT: the certificate ended on ${held.validTo}.`)
  return { cert, key }
}

/** Off loopback passwords and cookies travel by HTTPS only: our own, or that of a proxy. Throws ReachError otherwise; answers the certificate to serve with. */
export function checkReach(env: Env): Certificate | undefined {
  const { HOST, FANGCUN_ORIGIN } = env
  const certificate = readCertificate(env)
  if (!isLoopback(HOST) && !isHttps(env)) {
    throw new ReachError(`HOST=${HOST} can be reached from other machines, so HTTPS is needed: set FANGCUN_TLS_CERT and FANGCUN_TLS_KEY (PEM files), or put a proxy that speaks HTTPS in front and set FANGCUN_ORIGIN=https://its.name.`)
  }
  if (FANGCUN_ORIGIN?.startsWith('http:') && !isLoopback(new URL(FANGCUN_ORIGIN).hostname)) throw new ReachError(`FANGCUN_ORIGIN=${FANGCUN_ORIGIN} is not HTTPS; people would send their passwords in the open.`)
  const oidc = [env.FANGCUN_OIDC_ISSUER, env.FANGCUN_OIDC_CLIENT_ID, env.FANGCUN_OIDC_CLIENT_SECRET]
  if (oidc.includes(undefined) && oidc.some((each) => each !== undefined)) throw new ReachError('FANGCUN_OIDC_ISSUER, FANGCUN_OIDC_CLIENT_ID and FANGCUN_OIDC_CLIENT_SECRET belong together: one of them is not set.')
  return certificate
}
