import field from './field.module.css'

export interface LiveRegionProps {
  /** Read out whenever it changes. */
  text: string
  /** `assertive` interrupts: only for what can't wait, as being on the air. */
  urgency?: 'polite' | 'assertive'
}

/** Says changes to assistive technology. Stays mounted: a region that comes with its text is not read. */
export function LiveRegion({ text, urgency = 'polite' }: LiveRegionProps) {
  return (
    <div className={field.hidden} role={urgency === 'polite' ? 'status' : 'alert'} aria-live={urgency}>
      {text}
    </div>
  )
}
