import 'i18next'
import type audit from './vi/audit.ts'
import type common from './vi/common.ts'
import type conduct from './vi/conduct.ts'
import type consoleTexts from './vi/console.ts'
import type directory from './vi/directory.ts'
import type help from './vi/help.ts'
import type home from './vi/home.ts'
import type login from './vi/login.ts'
import type me from './vi/me.ts'
import type office from './vi/office.ts'
import type pairing from './vi/pairing.ts'
import type papers from './vi/papers.ts'
import type people from './vi/people.ts'
import type report from './vi/report.ts'
import type rollCall from './vi/rollCall.ts'
import type schedule from './vi/schedule.ts'
import type site from './vi/site.ts'
import type talkback from './vi/talkback.ts'
import type votes from './vi/votes.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    returnNull: false
    resources: {
      audit: typeof audit
      common: typeof common
      conduct: typeof conduct
      console: typeof consoleTexts
      directory: typeof directory
      help: typeof help
      home: typeof home
      login: typeof login
      me: typeof me
      office: typeof office
      pairing: typeof pairing
      papers: typeof papers
      people: typeof people
      report: typeof report
      rollCall: typeof rollCall
      schedule: typeof schedule
      site: typeof site
      talkback: typeof talkback
      votes: typeof votes
    }
  }
}
