import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { NoticeId } from '@diem-cau/protocol'
import { formatFaults, type BridgeConfig } from './adapters/config/index.ts'
import { MailSender } from './adapters/mail/MailSender.ts'
import { loadTexts } from './adapters/noticeTemplates/loadTexts.ts'
import { SmsSender } from './adapters/sms/SmsSender.ts'
import type { Store } from './adapters/store/openStore.ts'
import { SqlOutboxStore } from './adapters/store/SqlOutboxStore.ts'
import { WebhookSender } from './adapters/webhook/WebhookSender.ts'
import { Notices } from './app/notices/Notices.ts'
import { Outbox } from './app/notices/Outbox.ts'
import type { ContactBook } from './app/notices/port.ts'
import type { NoticeSender, OutboxStore } from './app/notices/ports.ts'
import type { Clock, Logger } from './app/ports.ts'
import type { LetterWriter } from './core/notices/texts.ts'
import type { NoticeChannel } from './core/notices/types.ts'
import { StartError } from './startFaults.ts'

type NoticeConfig = Pick<BridgeConfig, 'notices' | 'mail' | 'sms' | 'webhooks' | 'language' | 'help'>

export interface NoticeParts {
  notices: Notices
  outbox: Outbox
  store: OutboxStore
  /** Those that are configured. */
  channels: readonly NoticeChannel[]
}

/**
 * The notices' parts, wired by the configuration: a channel that has no address is not there.
 * @throws {StartError} when a template, a secret or a certificate can not be read
 */
export function wireNotices(options: {
  config: NoticeConfig
  store: Store
  epoch: number
  contacts: ContactBook
  clock: Clock
  log: Logger
  onChange: () => void
}): NoticeParts {
  const { config, clock, log, contacts, onChange } = options
  const senders = sendersOf(config, clock)
  const store = new SqlOutboxStore(options.store, options.epoch)
  const { maxAttempts, settleSeconds, reminderMinutes } = config.notices
  const outbox = new Outbox(senders, { store, clock, log, maxAttempts, onChange })
  const notices = new Notices({
    contacts,
    channels: {
      email: config.mail.host !== '',
      sms: config.sms.url !== '',
      webhooks: config.webhooks.endpoints.map(({ name }) => name),
    },
    clock,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- ids are made here
    newNoticeId: () => `notice-${randomUUID()}` as NoticeId,
    settleMs: settleSeconds * 1_000,
    reminderMinutes,
    wake: () => outbox.wake(),
  })
  return { notices, outbox, store, channels: senders.map(({ channel }) => channel) }
}

function sendersOf(config: NoticeConfig, clock: Clock): NoticeSender[] {
  const loaded = loadTexts(config.notices.templatesFile, {
    language: config.language,
    helpPhone: config.help.phone,
  })
  if (!loaded.ok) throw new StartError([formatFaults(loaded.faults)], 2)
  const { writer } = loaded
  return [
    ...(config.mail.host === '' ? [] : [mailSender(config.mail, writer, clock)]),
    ...(config.sms.url === '' ? [] : [smsSender(config.sms, writer)]),
    ...(config.webhooks.endpoints.length === 0 ? [] : [webhookSender(config.webhooks, writer, clock)]),
  ]
}

function mailSender(mail: NoticeConfig['mail'], writer: LetterWriter, clock: Clock): MailSender {
  const { host, port, security, user } = mail
  const login = user === '' ? null : { user, password: secretOf(mail.passwordFile, 'mail.passwordFile') }
  return new MailSender({
    server: { host, port, security, login, ca: pemOf(mail.caFile), timeoutMs: mail.timeoutSeconds * 1_000 },
    from: { address: mail.from, name: mail.fromName },
    writer,
    concurrency: mail.connections,
    perMinute: mail.perMinute,
    clock,
  })
}

function smsSender(sms: NoticeConfig['sms'], writer: LetterWriter): SmsSender {
  const { connections, perMinute, timeoutSeconds, secretFile, caFile, ...gateway } = sms
  return new SmsSender({
    gateway: {
      ...gateway,
      secret: secretFile === null ? '' : secretOf(secretFile, 'sms.secretFile'),
      ca: pemOf(caFile),
      answer: {
        successPath: sms.successPath,
        successPattern: sms.successPattern === '' ? null : new RegExp(sms.successPattern, 'u'),
        retryPattern: sms.retryPattern === '' ? null : new RegExp(sms.retryPattern, 'u'),
      },
      timeoutMs: timeoutSeconds * 1_000,
    },
    writer,
    concurrency: connections,
    perMinute,
  })
}

function webhookSender(
  webhooks: NoticeConfig['webhooks'],
  writer: LetterWriter,
  clock: Clock,
): WebhookSender {
  return new WebhookSender({
    endpoints: webhooks.endpoints.map(({ name, url, secretFile }) => ({
      name,
      url: new URL(url),
      secret: secretOf(secretFile, `webhooks.endpoints ${name}`),
    })),
    ca: pemOf(webhooks.caFile),
    writer,
    mayRepeat: webhooks.repeatUncertain,
    perMinute: webhooks.perMinute,
    timeoutMs: webhooks.timeoutSeconds * 1_000,
    clock,
  })
}

function pemOf(path: string | null): string | null {
  return path === null ? null : readText(path)
}

function secretOf(path: string | null, setting: string): string {
  const secret = path === null ? '' : readText(path).trim()
  if (secret !== '') return secret
  throw new StartError(
    [
      `Chưa có mật khẩu: ${setting} phải là một tệp có nội dung.`,
      `There is no secret: ${setting} has to be a file that is not empty.`,
    ],
    2,
  )
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    throw new StartError([`Không đọc được ${path} (${code}).`, `${path} can not be read (${code}).`], 2)
  }
}
