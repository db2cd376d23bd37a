import type { ErrorReply, Language } from '@diem-cau/protocol'
import i18next, { changeLanguage, use } from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import { ageOf } from './format.ts'

export { useTranslation } from 'react-i18next'
export type { Translated } from './types.ts'
export * from './format.ts'

export const LANGUAGES: readonly Language[] = ['vi', 'en']
export type Namespace =
  | 'audit'
  | 'common'
  | 'conduct'
  | 'console'
  | 'directory'
  | 'help'
  | 'home'
  | 'login'
  | 'me'
  | 'office'
  | 'pairing'
  | 'papers'
  | 'people'
  | 'report'
  | 'rollCall'
  | 'schedule'
  | 'site'
  | 'talkback'
  | 'votes'

const STORAGE_KEY = 'diem-cau.language'

/** One file a language and namespace; a face loads only those that it names. */
const files = import.meta.glob<{ default: object }>(['./vi/*.ts', './en/*.ts'])

function isLanguage(value: unknown): value is Language {
  return value === 'vi' || value === 'en'
}

function storedLanguage(): Language | null {
  try {
    const stored = localStorage.getItem(STORAGE_KEY)
    return isLanguage(stored) ? stored : null
  } catch {
    return null
  }
}

/** Starts translation with the words that every face uses. Vietnamese unless this browser chose otherwise. */
export async function startI18n(): Promise<void> {
  await use(initReactI18next).init({
    lng: storedLanguage() ?? 'vi',
    fallbackLng: 'vi',
    supportedLngs: [...LANGUAGES],
    defaultNS: 'common',
    ns: [],
    resources: {},
    // React escapes already.
    interpolation: { escapeValue: false },
    returnNull: false,
    react: { useSuspense: false },
  })
  document.documentElement.lang = i18next.language
  await loadNamespaces('common')
}

/**
 * Loads both languages of the named namespaces. Once loaded, a change of language needs no server.
 * Rejects when a file can not be fetched.
 */
export async function loadNamespaces(...namespaces: Namespace[]): Promise<void> {
  const wanted = LANGUAGES.flatMap((language) => namespaces.map((namespace) => ({ language, namespace })))
  await Promise.all(
    wanted
      .filter(({ language, namespace }) => !i18next.hasResourceBundle(language, namespace))
      .map(async ({ language, namespace }) => {
        const load = files[`./${language}/${namespace}.ts`]
        if (load === undefined) throw new Error(`No texts for ${language}/${namespace}`)
        i18next.addResourceBundle(language, namespace, (await load()).default)
      }),
  )
}

/** The language on screen. */
export function currentLanguage(): Language {
  return isLanguage(i18next.language) ? i18next.language : 'vi'
}

/** Changes the language of the whole page and remembers it in this browser. */
export async function setLanguage(language: Language): Promise<void> {
  try {
    localStorage.setItem(STORAGE_KEY, language)
  } catch {
    // A browser without storage forgets it; nothing else depends on it.
  }
  document.documentElement.lang = language
  await changeLanguage(language)
}

/** Follows the bridge's language as long as nobody chose one in this browser. */
export async function followBridgeLanguage(language: Language): Promise<void> {
  if (storedLanguage() !== null || language === currentLanguage()) return
  document.documentElement.lang = language
  await changeLanguage(language)
}

/** The language on screen; renders again when it changes. */
export function useLanguage(): Language {
  const { i18n } = useTranslation()
  return isLanguage(i18n.language) ? i18n.language : 'vi'
}

/** An error in the words that the server sent, in the language on screen. */
export function errorText(
  error: Pick<ErrorReply, 'message'>,
  language: Language = currentLanguage(),
): string {
  return error.message[language]
}

/** `vừa xong`, `12 giây trước`…: how long ago something was. */
export function useAgo(): (elapsedMs: number) => string {
  const { t } = useTranslation('common')
  return (elapsedMs) => {
    const age = ageOf(elapsedMs)
    return age.unit === 'now' ? t('time.now') : t(`time.${age.unit}Ago`, { count: age.count })
  }
}
