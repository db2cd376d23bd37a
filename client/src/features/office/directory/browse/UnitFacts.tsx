import type { Contact, UnitRecord } from '@diem-cau/protocol'
import { useTranslation } from '../../../../i18n/index.ts'
import styles from './Browse.module.css'

/** What is known of a unit beside its name. */
export function UnitFacts({ record, formerNames }: { record: UnitRecord; formerNames: readonly string[] }) {
  const { t } = useTranslation('directory')
  return (
    <section className={styles.block} aria-label={t('unit.facts')}>
      <dl className={styles.facts}>
        <div>
          <dt>{t('unit.contact')}</dt>
          <dd>
            <ContactLines contact={record.contact} />
          </dd>
        </div>
        <div>
          <dt>{t('unit.formerNames')}</dt>
          <dd>
            {formerNames.length === 0 ? (
              <span className={styles.empty}>{t('unit.noFormerNames')}</span>
            ) : (
              formerNames.join(' · ')
            )}
          </dd>
        </div>
      </dl>
    </section>
  )
}

/** Somebody who can be reached, in up to three lines. */
export function ContactLines({ contact }: { contact: Contact }) {
  const { t } = useTranslation('directory')
  const { name, phone, email } = contact
  if (name === '' && phone === '' && email === '')
    return <span className={styles.empty}>{t('unit.noContact')}</span>
  return (
    <span className={styles.stack}>
      {name !== '' && <span>{name}</span>}
      {phone !== '' && <a href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>{phone}</a>}
      {email !== '' && <a href={`mailto:${email}`}>{email}</a>}
    </span>
  )
}
