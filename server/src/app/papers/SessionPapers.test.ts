import { Readable } from 'node:stream'
import type { DocumentId } from '@diem-cau/protocol'
import { describe, expect, it } from 'vitest'
import { PLAIN_CONDUCT } from '../../core/branch/conduct.ts'
import type { OpenBranch } from '../../core/branch/state.ts'
import { BranchStory, page, site } from '../../core/branch/testing.ts'
import type { StoredDocument } from '../planning/ports.ts'
import { PaperTickets } from './PaperTickets.ts'
import { PAPER_PATH, SessionPapers } from './SessionPapers.ts'

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a specification's ids are ids
const documentId = 'document-1' as DocumentId

/** A session whose agenda names one document, which holds these bytes. */
function papersOf(content: Buffer, contentType: string) {
  const { papers, conduct } = sessionOf(content, contentType, () => null)
  return papers.openable(BranchStory.open({ conduct }, []).branch, documentId)
}

function sessionOf(content: Buffer, contentType: string, branchOfSite: () => OpenBranch | null) {
  const document = { documentId, contentType, bytes: content.length, sha256: 'a'.repeat(64) }
  const item = { itemId: 'item-1', documentIds: [documentId] }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is read of them here
  const conduct = { ...PLAIN_CONDUCT, agenda: [item] } as unknown as typeof PLAIN_CONDUCT
  const papers = new SessionPapers({
    plans: { find: () => Promise.resolve(null) },
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is read of it here
    documents: { get: () => Promise.resolve(document as unknown as StoredDocument) },
    files: {
      open: (_sha256, part) =>
        Promise.resolve(
          Readable.from([content.subarray(part?.start ?? 0, (part?.end ?? content.length) + 1)]),
        ),
    },
    registry: { branchOfSite },
    tickets: new PaperTickets(Buffer.alloc(32), () => 0),
  })
  return { papers, conduct }
}

function png(width: number, height: number): Buffer {
  const head = Buffer.alloc(2_000)
  head.write('IHDR', 12, 'latin1')
  head.writeUInt32BE(width, 16)
  head.writeUInt32BE(height, 20)
  return head
}

describe('What may be opened at all sites', () => {
  it('is a paper, and a picture that the computer of a room can unpack', async () => {
    await expect(papersOf(Buffer.from('%PDF-1.7'), 'application/pdf')).resolves.toMatchObject({ documentId })
    await expect(papersOf(png(7_000, 9_900), 'image/png')).resolves.toMatchObject({ documentId })
  })

  it('is no picture of a few bytes that would fill the memory of every room at once', async () => {
    await expect(papersOf(png(60_000, 60_000), 'image/png')).rejects.toMatchObject({
      code: 'paper_picture_too_large',
      data: { megapixels: 3_600, limit: 70 },
    })
  })

  it('is no picture that does not say how large it is', async () => {
    await expect(papersOf(Buffer.alloc(50), 'image/jpeg')).rejects.toMatchObject({
      code: 'paper_not_showable',
    })
  })
})

describe('The address of a paper', () => {
  it('holds while the site is there, its link lost or not, and no more once its pairing is over or the paper closed', async () => {
    const meeting = BranchStory.open({}, ['a'])
    const { papers } = sessionOf(Buffer.from('%PDF-1.7'), 'application/pdf', () => meeting.branch)
    meeting.tell({ type: 'OpenPaper', documentId, name: 'Báo cáo', page: 1, pages: null })
    const { url } = papers.link(site('a'), documentId)
    const ticket = papers.ticketOf(url.slice(PAPER_PATH.length))
    if (ticket === null) throw new Error('it does not hold')
    await expect(papers.documentFor(ticket)).resolves.toMatchObject({ documentId })
    meeting.tell({ type: 'DropSite', siteId: site('a'), instance: page('a-1') })
    await expect(papers.documentFor(ticket)).resolves.toMatchObject({ documentId })
    meeting.tell({ type: 'LeaveSite', siteId: site('a'), instance: null })
    await expect(papers.documentFor(ticket)).rejects.toMatchObject({ code: 'paper_address_over' })
    meeting.join('a')
    await expect(papers.documentFor(ticket)).resolves.toMatchObject({ documentId })
    meeting.tell({ type: 'ClosePaper' })
    await expect(papers.documentFor(ticket)).rejects.toMatchObject({ code: 'paper_address_over' })
  })
})
