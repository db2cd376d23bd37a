import { BridgeError } from '@diem-cau/protocol'
import { Type } from 'typebox'
import type { App } from '../buildApp.ts'
import type { HttpServices } from '../HttpServices.ts'

const TYPES: Readonly<Record<string, string>> = {
  crt: 'application/x-x509-ca-cert',
  pem: 'application/x-pem-file',
  json: 'application/json',
  txt: 'text/plain; charset=utf-8',
  md: 'text/plain; charset=utf-8',
}

/** What a room's PC needs, as one archive and file by file. Nothing in it is secret. */
export function kitRoutes(app: App, services: HttpServices): void {
  // By plain http the bridge is only reached from its own machine, which is no address for a room's PC.
  const originOf = ({ protocol, host }: { protocol: string; host: string }) =>
    protocol === 'https' ? `https://${host}` : services.httpsOrigin()

  app.get(
    '/kit/',
    { schema: { summary: 'Names of the site kit’s files.', response: { 200: Type.Array(Type.String()) } } },
    (request) => [...services.kitFor(originOf(request)).keys()],
  )
  app.get('/kit/site-kit.zip', { schema: { summary: 'The whole site kit.' } }, (request, reply) =>
    reply
      .type('application/zip')
      .header('content-disposition', 'attachment; filename="diem-cau-site-kit.zip"')
      .send(Buffer.from(services.kitZip(originOf(request)))),
  )
  // Without a schema for the path: the validator makes a pattern of a property's name, and `*` is none.
  app.get('/kit/*', { schema: { summary: 'One file of the site kit.' } }, (request, reply) => {
    const name = restOf(request.params)
    const file = services.kitFor(originOf(request)).get(name)
    if (file === undefined) throw new BridgeError('not_found')
    return reply
      .type(TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream')
      .header('content-disposition', `attachment; filename="${name.split('/').at(-1) ?? 'file'}"`)
      .send(Buffer.from(file))
  })
}

/** What stands behind `/kit/`. */
function restOf(params: unknown): string {
  if (typeof params !== 'object' || params === null || !('*' in params)) return ''
  return typeof params['*'] === 'string' ? params['*'] : ''
}
