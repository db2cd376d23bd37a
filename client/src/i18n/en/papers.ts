import type { Translated } from '../types.ts'
import type vi from '../vi/papers.ts'

const papers: Translated<typeof vi> = {
  page: {
    label: '{{name}}, page {{page}}',
    labelOf: '{{name}}, page {{page}} of {{pages}}',
  },
  opening: 'Opening the paper…',
  drawing: 'Loading page {{page}}…',
  retry: 'Try again',
  trouble: {
    unreached: 'The paper has not come yet: the link is slow or broken. It is tried again in a few seconds.',
    refused: 'The server does not give out this paper now. It is tried again in a few seconds.',
    damaged: 'The file is damaged and can not be opened. The crew has to put in another one.',
    locked: 'The paper has a password and can not be opened. The crew has to put in one without.',
  },
  turn: {
    previous: 'Previous page',
    next: 'Next page',
    count: 'Page {{page}} of {{pages}}',
    countUnknown: 'Page {{page}}',
    goTo: 'Go to page',
  },
  bar: {
    opened: 'Paper opened: {{name}}',
  },
  desk: {
    open: 'Open at all sites',
    none: 'No paper is open',
    noneHint: 'Choose one to open it at all sites at once.',
    underWay: 'Item under way',
    ofItem: 'Item {{number}}: {{title}}',
    ofSession: 'For the whole session',
    empty: 'The session has no papers yet',
    emptyHint: 'Add papers to the plan of the session, or upload one here.',
    emptyPlain: 'A scheduler adds papers in the plan of the session.',
    show: 'Open',
    showing: 'Open now',
    close: 'Close the paper',
    presenter: 'Who turns the pages',
    deskAlone: 'The desk alone',
    chairSite: '{{name}} (chair)',
    notShowable: 'Only PDF papers and pictures can be opened. Turn this file into a PDF.',
    upload: 'Upload a paper',
    uploading: 'Uploading…',
    uploaded: '{{name}} was added to the session',
    replacesContent: 'Opening a paper ends the screen that a site shares.',
    failed: 'The list of papers could not be read.',
  },
}

export default papers
