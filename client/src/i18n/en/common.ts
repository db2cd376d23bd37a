import type { Translated } from '../types.ts'
import type vi from '../vi/common.ts'

const common: Translated<typeof vi> = {
  notice: 'Notice',
  product: 'Điểm Cầu',
  action: {
    close: 'Close',
    cancel: 'Cancel',
    retry: 'Try again',
    reload: 'Reload the page',
    home: 'To the first page',
    copy: 'Copy',
    copied: 'Copied',
    undo: 'Undo',
    clear: 'Clear',
    previousPage: 'Previous page',
    nextPage: 'Next page',
  },
  language: { label: 'Language', vi: 'Tiếng Việt', en: 'English' },
  theme: { label: 'Appearance', system: 'As the system', light: 'Light', dark: 'Dark' },
  presence: {
    absent: 'Not joined',
    connected: 'Connected',
    away: 'Link lost',
    left: 'Left',
  },
  floor: {
    idle: 'Listening',
    requested: 'Asks to speak',
    queued: 'Waiting',
    invited: 'Invited',
    standby: 'Standby',
    live: 'Speaking',
    done: 'Has spoken',
    withdrawn: 'Withdrawn',
    declined: 'Declined',
    revoked: 'Cut off',
  },
  slot: {
    chair: 'Chair',
    speaker1: 'Speaker 1',
    speaker2: 'Speaker 2',
    speaker3: 'Speaker 3',
    content: 'Content',
  },
  device: {
    ok: 'Good',
    missing: 'No device found',
    denied: 'Not allowed by the browser',
    silent: 'No signal',
    busy: 'Used by another program',
    unknown: 'Not known yet',
  },
  time: {
    now: 'just now',
    secondsAgo: '{{count}} s ago',
    minutesAgo: '{{count}} min ago',
    hoursAgo: '{{count}} h ago',
    daysAgo: '{{count}} d ago',
    seconds: '{{count}} s',
    minutes: '{{count}} min',
    hours: '{{count}} h',
  },
  loading: {
    page: 'Opening the page…',
  },
  error: {
    title: 'The page met an error',
    body: 'The software met an unexpected error. The meeting is not affected: reload the page.',
    chunk:
      'A part of the page could not be loaded. The link to the server may be interrupted, or the server was just updated.',
    detail: 'Details for the duty crew',
    offline: 'The server can not be reached. Check the link, then try again.',
    unexpected: 'The server answered in an unexpected form. Tell the duty crew.',
  },
  notFound: {
    title: 'There is no such page',
    body: 'The address “{{path}}” is not part of the bridge.',
  },
}

export default common
