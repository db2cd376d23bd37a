import type { BridgeInfo } from '@diem-cau/protocol'
import { ArrowRight, LayoutDashboard, Tv } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { Link, PATHS } from '../../app/navigation.tsx'
import { Preferences } from '../../app/Preferences.tsx'
import { followBridgeLanguage, useTranslation } from '../../i18n/index.ts'
import { fetchBridgeInfo } from '../../state/api.ts'
import styles from './Home.module.css'

const RETRY_MS = 3_000

/** What the bridge says of itself; asked again until it answers. */
function useBridgeInfo(): { info: BridgeInfo | null; unreachable: boolean } {
  const [info, setInfo] = useState<BridgeInfo | null>(null)
  const [unreachable, setUnreachable] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let over = false
    async function ask() {
      try {
        const answer = await fetchBridgeInfo()
        if (over) return
        setInfo(answer)
        setUnreachable(false)
        await followBridgeLanguage(answer.defaultLanguage)
      } catch {
        if (over) return
        setUnreachable(true)
        timer = setTimeout(() => void ask(), RETRY_MS)
      }
    }
    void ask()
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [])
  return { info, unreachable }
}

function Choice(props: { href: string; icon: ReactNode; title: string; body: string }) {
  return (
    <Link href={props.href} className={styles.choice}>
      <span className={styles.icon}>{props.icon}</span>
      <span className={styles.words}>
        <span className={styles.title}>{props.title}</span>
        <span className={styles.body}>{props.body}</span>
      </span>
      <ArrowRight className={styles.arrow} size={28} aria-hidden="true" />
    </Link>
  )
}

/** The first page: what is this computer for? */
export default function HomePage() {
  const { t } = useTranslation(['home', 'common'])
  const { info, unreachable } = useBridgeInfo()
  useEffect(() => {
    document.title = info === null ? t('common:product') : `${info.name} · ${info.provinceName}`
  }, [info, t])
  return (
    <div className={styles.page}>
      <header className={styles.top}>
        <span className={styles.brand}>
          <img src="/icon.svg" alt="" width={32} height={32} />
          {t('common:product')}
        </span>
        <span className={styles.preferences}>
          <Preferences />
        </span>
      </header>
      <main className={styles.main}>
        <div className={styles.heading}>
          <h1>{info === null || info.name === t('common:product') ? t('title') : info.name}</h1>
          <output className={styles.province}>
            {unreachable ? t('unreachable') : (info?.provinceName ?? ' ')}
          </output>
        </div>
        <nav aria-label={t('question')}>
          <h2 className={styles.question}>{t('question')}</h2>
          <div className={styles.choices}>
            <Choice href={PATHS.site} icon={<Tv size={44} />} title={t('site.title')} body={t('site.body')} />
            <Choice
              href={PATHS.console}
              icon={<LayoutDashboard size={44} />}
              title={t('console.title')}
              body={t('console.body')}
            />
          </div>
        </nav>
      </main>
      <footer className={styles.foot}>
        {info !== null && info.helpPhone !== '' && <span>{t('help', { phone: info.helpPhone })}</span>}
        <a href="/kit/site-kit.zip" download>
          {t('kit')}
        </a>
        <a href="/docs">{t('docs')}</a>
        {info !== null && <span>{t('version', { version: info.version })}</span>}
      </footer>
    </div>
  )
}
