import { Type, type Static, type TSchema } from 'typebox'

/** Who may send a message at all. What it may touch is for the server's policy to say. */
export type Audience = 'anyone' | 'site' | 'console' | 'both'

/** A command changes something and carries an idempotency key; a query does not; media negotiates an endpoint. */
export type MessageKind = 'handshake' | 'command' | 'query' | 'subscription' | 'media'

export interface MessageDefinition<D extends TSchema = TSchema, R extends TSchema = TSchema> {
  readonly audience: Audience
  readonly kind: MessageKind
  readonly summary: string
  readonly data: D
  readonly reply: R
}

export function message<D extends TSchema, R extends TSchema>(definition: {
  audience: Audience
  kind: MessageKind
  summary: string
  data: D
  reply: R
}): MessageDefinition<D, R> {
  return definition
}

/** The reply of a command that has nothing more to say than that it was done and is on disk. */
export const Done = Type.Object({ done: Type.Literal(true) })
export type Done = Static<typeof Done>

export const Nothing = Type.Object({}, { additionalProperties: false })

/** An object with exactly these fields: an unknown field is refused. */
export const strict = <P extends Parameters<typeof Type.Object>[0]>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })
