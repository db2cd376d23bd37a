import type { Language, TierSet } from '@diem-cau/protocol'

/** The name of a tier inside a sentence: `cấp xã`. */
export function tierWord(tiers: TierSet['tiers'], tier: number, language: Language): string {
  const name = tiers.find((other) => other.tier === tier)?.name[language] ?? String(tier)
  return name.charAt(0).toLowerCase() + name.slice(1)
}
