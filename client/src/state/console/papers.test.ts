import type { AgendaRow, DocumentView } from '@diem-cau/protocol'
import { expect, it } from 'vitest'
import { paperGroups, typedPage } from './papers.ts'
import { id } from './testing.ts'

const document = (documentId: string, contentType = 'application/pdf'): DocumentView => ({
  documentId: id(documentId),
  fileName: `${documentId}.pdf`,
  title: documentId,
  contentType,
  bytes: 1,
  sha256: '',
  uploadedAt: 0,
  uploadedByName: '',
})
const row = (itemId: string, documentIds: string[], state: AgendaRow['state'] = 'planned'): AgendaRow => ({
  itemId,
  kind: 'paper',
  title: `Mục ${itemId}`,
  minutes: 10,
  siteId: null,
  person: '',
  documentIds,
  state,
  begunAt: null,
  endedAt: null,
})

it('the papers of the item under way come first, those of the whole session last', () => {
  const plan = {
    documents: [document('common'), document('b'), document('a'), document('late')],
    documentIds: [id<DocumentView['documentId']>('common')],
  }
  const groups = paperGroups(plan, [row('1', ['a']), row('2', ['b', 'a'], 'underWay'), row('3', [])])
  expect(
    groups.map(({ item, papers }) => [
      item?.number ?? null,
      papers.map((paper) => paper.document.documentId),
    ]),
  ).toEqual([
    [2, ['b', 'a']],
    [1, ['a']],
    [null, ['common', 'late']],
  ])
  expect(groups[0]?.item?.underWay).toBe(true)
})

it('only what every page can draw may be opened', () => {
  const documents = [
    document('pdf'),
    document('png', 'image/png'),
    document('xlsx', 'application/vnd.ms-excel'),
  ]
  const [group] = paperGroups({ documents, documentIds: [] }, [])
  expect(group?.papers.map(({ showable }) => showable)).toEqual([true, true, false])
})

it('a page that is typed is one of the paper’s', () => {
  expect(typedPage(' 12 ', 20)).toBe(12)
  expect(typedPage('21', 20)).toBeNull()
  expect(typedPage('21', null)).toBe(21)
  for (const text of ['', '0', '-1', '1.5', 'ba', '1e3', '99999999']) expect(typedPage(text, null)).toBeNull()
})
