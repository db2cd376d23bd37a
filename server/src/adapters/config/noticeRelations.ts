import { resolve } from 'node:path'
import { SmsSender } from '../sms/SmsSender.ts'
import type { RelationFault } from './relations.ts'
import type { BridgeConfig } from './schema.ts'

/** What is missing or wrong between the settings of the notices' channels. */
export function noticeFaults({ mail, sms, webhooks }: BridgeConfig): RelationFault[] {
  return [...mailFaults(mail), ...smsFaults(sms), ...webhookFaults(webhooks)]
}

const EMAIL = /^[^\s@<>"]+@[^\s@<>"]+$/

function mailFaults({ host, from, user, passwordFile, security }: BridgeConfig['mail']): RelationFault[] {
  if (host === '') return []
  const faults: RelationFault[] = []
  if (!EMAIL.test(from)) {
    faults.push(
      fault(['mail', 'from'], {
        vi: 'Đã đặt mail.host thì phải đặt mail.from là một địa chỉ thư.',
        en: 'With mail.host, mail.from must be an e-mail address.',
      }),
    )
  }
  if (user !== '' && passwordFile === null) {
    faults.push(
      fault(['mail', 'user'], {
        vi: 'Đã đặt mail.user thì phải đặt cả mail.passwordFile.',
        en: 'With mail.user, mail.passwordFile must be set too.',
      }),
    )
  }
  if (user !== '' && security === 'none') {
    faults.push(
      fault(['mail', 'security'], {
        vi: 'Không gửi mật khẩu khi không mã hóa: hãy chọn starttls hoặc tls.',
        en: 'A password is not sent in the clear: choose starttls or tls.',
      }),
    )
  }
  return faults
}

function smsFaults(sms: BridgeConfig['sms']): RelationFault[] {
  if (sms.url === '') return []
  const unknown = SmsSender.faultsOf(sms).map((at) =>
    fault(['sms', 'body'], {
      vi: `Cổng tin nhắn: không hiểu «${at}»; chỉ có {to}, {text}, {brand}, {secret}, {id}, và {{ }} là dấu ngoặc.`,
      en: `SMS gateway: "${at}" is not understood; there are {to}, {text}, {brand}, {secret}, {id}, and {{ }} for braces.`,
    }),
  )
  const patterns = (['successPattern', 'retryPattern'] as const).filter((key) => !isPattern(sms[key]))
  return [
    ...unknown,
    ...patterns.map((key) =>
      fault(['sms', key], {
        vi: `sms.${key} không phải là biểu thức chính quy hợp lệ.`,
        en: `sms.${key} is not a regular expression.`,
      }),
    ),
  ]
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp
  } catch {
    return false
  }
}

function webhookFaults({ endpoints }: BridgeConfig['webhooks']): RelationFault[] {
  const names = new Set<string>()
  return endpoints.flatMap(({ name, url }, index) => {
    const faults: RelationFault[] = []
    if (names.has(name)) {
      faults.push(
        fault(['webhooks', 'endpoints', index, 'name'], {
          vi: `Webhook «${name}» được khai báo hai lần.`,
          en: `The webhook "${name}" is declared twice.`,
        }),
      )
    }
    names.add(name)
    if (!URL.canParse(url)) {
      faults.push(
        fault(['webhooks', 'endpoints', index, 'url'], {
          vi: 'Địa chỉ webhook không hợp lệ.',
          en: 'The webhook has no valid address.',
        }),
      )
    }
    return faults
  })
}

function fault(path: RelationFault['paths'][number], reason: RelationFault['reason']): RelationFault {
  return { code: 'wrong_notices', paths: [path], reason }
}

/** The same sections with absolute paths. */
export function absoluteNoticePaths(
  { notices, mail, sms, webhooks }: BridgeConfig,
  cwd: string,
): Pick<BridgeConfig, 'notices' | 'mail' | 'sms' | 'webhooks'> {
  const absolute = (path: string | null): string | null => (path === null ? null : resolve(cwd, path))
  return {
    notices: { ...notices, templatesFile: resolve(cwd, notices.templatesFile) },
    mail: { ...mail, caFile: absolute(mail.caFile), passwordFile: absolute(mail.passwordFile) },
    sms: { ...sms, caFile: absolute(sms.caFile), secretFile: absolute(sms.secretFile) },
    webhooks: {
      ...webhooks,
      caFile: absolute(webhooks.caFile),
      endpoints: webhooks.endpoints.map((endpoint) => ({
        ...endpoint,
        secretFile: resolve(cwd, endpoint.secretFile),
      })),
    },
  }
}
