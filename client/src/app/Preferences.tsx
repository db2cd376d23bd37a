import { Languages, SunMoon } from 'lucide-react'
import { LANGUAGES, setLanguage, useLanguage, useTranslation } from '../i18n/index.ts'
import { IconButton, Menu } from '../ui/index.ts'
import { setTheme, THEMES, useTheme } from './theme.ts'

/** Language and appearance, as two small menus. */
export function Preferences() {
  const { t } = useTranslation('common')
  const language = useLanguage()
  const theme = useTheme()
  return (
    <>
      <Menu
        trigger={<IconButton label={t('language.label')} icon={<Languages size={18} />} side="bottom" />}
        items={LANGUAGES.map((entry) => ({
          key: entry,
          label: t(`language.${entry}`),
          checked: entry === language,
          onSelect: () => void setLanguage(entry),
        }))}
      />
      <Menu
        trigger={<IconButton label={t('theme.label')} icon={<SunMoon size={18} />} side="bottom" />}
        items={THEMES.map((entry) => ({
          key: entry,
          label: t(`theme.${entry}`),
          checked: entry === theme,
          onSelect: () => setTheme(entry),
        }))}
      />
    </>
  )
}
