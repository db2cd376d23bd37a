import type { Translated } from '../types.ts'
import type vi from '../vi/home.ts'

const home: Translated<typeof vi> = {
  title: 'Meeting bridge',
  question: 'What is this computer for?',
  site: {
    title: 'Site',
    body: 'The computer of a meeting room: joins by itself, asks for the floor and speaks.',
  },
  console: {
    title: 'Console',
    body: 'The computer of the office, the chair and the duty crew: opens sessions, gives the floor, watches the sites.',
  },
  kit: 'Kit for a room’s computer',
  docs: 'Protocol reference',
  help: 'Duty crew: {{phone}}',
  version: 'Version {{version}}',
  unreachable: 'The server can not be reached yet. The page tries again by itself.',
}

export default home
