import 'i18next'
import type common from './vi/common.ts'
import type consoleTexts from './vi/console.ts'
import type home from './vi/home.ts'
import type login from './vi/login.ts'
import type pairing from './vi/pairing.ts'
import type site from './vi/site.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    returnNull: false
    resources: {
      common: typeof common
      console: typeof consoleTexts
      home: typeof home
      login: typeof login
      pairing: typeof pairing
      site: typeof site
    }
  }
}
