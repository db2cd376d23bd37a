import type { KitOrigin } from './kitOrigin.ts'

export type PolicyValue = boolean | number | string | readonly string[]
/** Managed policies by name. They are the browsers' own names and values. */
export type Policies = Readonly<Record<string, PolicyValue>>

/** Camera, microphone, sound and shared screens without a question, for the bridge and nobody else. */
function permissions({ pattern }: KitOrigin): Policies {
  return {
    VideoCaptureAllowedUrls: [pattern],
    AudioCaptureAllowedUrls: [pattern],
    ScreenCaptureAllowedByOrigins: [pattern],
    AutoplayAllowlist: [pattern],
  }
}

/** What would cover the picture of an unattended screen, or slow a page that nobody clicks. */
const UNATTENDED: Policies = {
  BatterySaverModeAvailability: 0,
  BrowserSignin: 0,
  DefaultBrowserSettingEnabled: false,
  HighEfficiencyModeEnabled: false,
  IntensiveWakeUpThrottlingEnabled: false,
  MetricsReportingEnabled: false,
  PromotionsEnabled: false,
  TranslateEnabled: false,
}

/**
 * Chromium and Chrome on Linux. They read no system store, so the root comes by policy (`CACertificates`, from
 * version 131).
 * @param rootBase64 the root's DER in base64; null with a given certificate
 */
export function linuxPolicies(origin: KitOrigin, rootBase64: string | null): Policies {
  return {
    ...permissions(origin),
    ...UNATTENDED,
    TabDiscardingExceptions: [origin.pattern],
    ...(rootBase64 === null ? {} : { CACertificates: [rootBase64] }),
  }
}

/** Chrome on Windows. The root is in the system's store there. */
export function windowsChromePolicies(origin: KitOrigin): Policies {
  return {
    ...permissions(origin),
    ...UNATTENDED,
    TabDiscardingExceptions: [origin.pattern],
    WindowOcclusionEnabled: false,
  }
}

/** Edge on Windows, whose names differ for what is its own. */
export function windowsEdgePolicies(origin: KitOrigin): Policies {
  return {
    ...permissions(origin),
    BrowserSignin: 0,
    DefaultBrowserSettingEnabled: false,
    HideFirstRunExperience: true,
    IntensiveWakeUpThrottlingEnabled: false,
    SleepingTabsBlockedForUrls: [origin.pattern],
    TranslateEnabled: false,
    WindowOcclusionEnabled: false,
  }
}

/** Not installed by default: a PC that serves the meeting room only opens nothing but the bridge. */
export function lockdownPolicies({ pattern }: KitOrigin): Policies {
  return {
    DeveloperToolsAvailability: 2,
    DownloadRestrictions: 3,
    IncognitoModeAvailability: 1,
    URLAllowlist: [pattern],
    URLBlocklist: ['*'],
  }
}
