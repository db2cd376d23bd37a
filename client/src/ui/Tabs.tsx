import { Tabs as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import styles from './Tabs.module.css'

export interface TabsProps {
  /** What the tabs are a choice of. */
  label: string
  value: string
  onChange: (value: string) => void
  tabs: { value: string; label: ReactNode; content: ReactNode }[]
}

export function Tabs({ label, value, onChange, tabs }: TabsProps) {
  return (
    <Primitive.Root className={styles.root} value={value} onValueChange={onChange}>
      <Primitive.List className={styles.list} aria-label={label}>
        {tabs.map((tab) => (
          <Primitive.Trigger key={tab.value} value={tab.value} className={styles.tab}>
            {tab.label}
          </Primitive.Trigger>
        ))}
      </Primitive.List>
      {tabs.map((tab) => (
        <Primitive.Content key={tab.value} value={tab.value} className={styles.content}>
          {tab.content}
        </Primitive.Content>
      ))}
    </Primitive.Root>
  )
}
