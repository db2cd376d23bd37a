import { BridgeError, PairBodySchema, PairReplySchema } from '@diem-cau/protocol'
import type { Device } from '../../../app/ports.ts'
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
      const device = await pair(services, code, publicKey, request.ip)
      await services.onPaired(device.siteId)
      return { deviceId: device.deviceId, site: placeOf(services.directory, device.siteId) }
    },
  )
}

/** Pairs, and writes down which device of the site gave way; a wrong code as well. */
async function pair(
  { pairing, audit, directory }: HttpServices,
  code: string,
  publicKey: string,
  address: string,
): Promise<Device> {
  try {
    const { device, former } = await pairing.pair(code, publicKey, address)
    const { siteId, deviceId } = device
    const site = directory.site(siteId)
    const note = {
      unitId: site?.unitId ?? null,
      subject: `site:${siteId}`,
      subjectName: site?.name ?? '',
      details: { deviceId, former },
    }
    const actor = { text: `site:${siteId}`, name: site?.name ?? '', address }
    await audit.write(actor, 'pairing.pair', note, null).catch(() => undefined)
    return device
  } catch (error) {
    if (error instanceof BridgeError) {
      const note = { unitId: null, subject: 'site:unknown', subjectName: '', details: {} }
      audit.note({ text: 'nobody', name: '', address }, 'pairing.pair', note, error.code)
    }
    throw error
  }
}
