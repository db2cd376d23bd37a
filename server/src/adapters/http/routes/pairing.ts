import { BridgeError, PairBodySchema, PairReplySchema } from '@diem-cau/protocol'
import { placeOf } from '../../../core/views/places.ts'
import { isDeviceKey } from '../../realtime/Identity.ts'
import type { App } from '../buildApp.ts'
import type { HttpServices } from '../HttpServices.ts'

/** A site's page trades the code that the duty crew read out for its place. */
export function pairingRoutes(app: App, services: HttpServices): void {
  app.post(
    '/api/pair',
    {
      config: { rateLimit: { max: 120, timeWindow: '1 minute' } },
      schema: {
        summary: 'Pairs a device with a site by a single-use code.',
        body: PairBodySchema,
        response: { 200: PairReplySchema },
      },
    },
    async (request) => {
      const { code, publicKey } = request.body
      if (!isDeviceKey(publicKey)) {
        throw new BridgeError('invalid_message', { path: '/publicKey', reason: 'not a P-256 public key' })
      }
      const device = await services.pairing.pair(code, publicKey, request.ip)
      await services.onPaired(device.siteId)
      return { deviceId: device.deviceId, site: placeOf(services.directory, device.siteId) }
    },
  )
}
