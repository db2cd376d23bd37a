import { BridgeError } from '@diem-cau/protocol'
import { PAPER_FILE_CSP } from '../../../app/planning/Documents.ts'
import { PAPER_PATH, type SessionPapers } from '../../../app/papers/SessionPapers.ts'
import { networkOf } from '../../../app/people/Logins.ts'
import { RateLimiters } from '../../realtime/RateLimiters.ts'
import type { App } from '../buildApp.ts'
import { byteRangeOf } from '../byteRange.ts'

/** A page of a paper is read in parts of 64 kB: so many at once, and so many in the long run, for one site. */
const READS = { burst: 400, perSecond: 20 }
/** A whole district may come from one address. */
const READS_AN_ADDRESS = { burst: 4_000, perSecond: 200 }
/** As long as the address itself holds. */
const KEPT_SECONDS = 600

/**
 * The open paper, for one site by the address that it was given. The address is the right: it is in no log, leaves no
 * trace in a shared cache, and says nothing of why it does not hold.
 */
export function paperRoutes(app: App, papers: SessionPapers): void {
  const sites = new RateLimiters(READS)
  const addresses = new RateLimiters(READS_AN_ADDRESS)

  app.get(
    `${PAPER_PATH}*`,
    {
      schema: { summary: 'The paper that is open in a session, for the site that the address was given to.' },
    },
    async (request, reply) => {
      const now = performance.now()
      if (!addresses.take(networkOf(request.ip), now)) throw new BridgeError('too_many_messages')
      const ticket = papers.ticketOf(restOf(request.params))
      if (ticket === null) throw new BridgeError('paper_address_over')
      if (!sites.take(ticket.siteId, now)) throw new BridgeError('too_many_messages')
      const document = await papers.documentFor(ticket)
      const { bytes, sha256, contentType } = document
      const etag = `"${sha256}"`
      void reply
        .type(contentType)
        .header('cache-control', `private, max-age=${KEPT_SECONDS}`)
        .header('accept-ranges', 'bytes')
        .header('etag', etag)
        .header('content-disposition', 'inline')
        .header('content-security-policy', PAPER_FILE_CSP)
        .header('x-content-type-options', 'nosniff')
      const { range, 'if-range': ifRange } = request.headers
      const part = ifRange === undefined || ifRange === etag ? byteRangeOf(range, bytes) : null
      if (part === 'unsatisfiable') {
        return reply.status(416).header('content-range', `bytes */${bytes}`).send()
      }
      if (part === null) return reply.header('content-length', bytes).send(await papers.read(document))
      return reply
        .status(206)
        .header('content-range', `bytes ${part.start}-${part.end}/${bytes}`)
        .header('content-length', part.end - part.start + 1)
        .send(await papers.read(document, part))
    },
  )
}

/** What stands behind the path; a ticket is longer than a named parameter may be. */
function restOf(params: unknown): string {
  if (typeof params !== 'object' || params === null || !('*' in params)) return ''
  return typeof params['*'] === 'string' ? params['*'] : ''
}
