/** What a lean reader tells of one connection. */
export type LeanListener = {
  /** The stream is open. */
  opened(): void;
  event(id: number, at: number): void;
  /** What was before is lost; the stream goes on after this. */
  gap(epoch: string, id: number): void;
  /** The stream stands here: all up to there has been told. */
  stands(epoch: string, id: number): void;
  epoch(epoch: string): void;
  /** A poll's answer is complete. */
  answered(answer: { readonly events: number; readonly more: boolean; readonly keepAlive: boolean }): void;
  refused(status: number, retryAfterMs: number): void;
  /** Bytes are to be written. */
  reply(bytes: Buffer): void;
  /** The server said that the stream is over. */
  ended(): void;
  broken(why: string): void;
};

/** Reads one connection's bytes, split wherever the network pleases. */
export type LeanReader = {
  read(bytes: Buffer): void;
  /** The peer sends no more. */
  ended(): void;
};

/** A transport, read with as little work for each event as can be. */
export type LeanTransport = {
  /** `interval`: the client waits between an answer and the next request; `held`: the server does. */
  readonly kind: 'stream' | 'interval' | 'held';
  /** It says where the stream stands before the first event comes. */
  readonly tellsWhereItStands: boolean;
  /** The request's path and query, and what follows its `Host`. `isFirst` is one that opens a connection. */
  request(ask: { readonly after: string | undefined; readonly holdSeconds: number; readonly isFirst: boolean }): {
    readonly target: string;
    readonly fields: string;
  };
  createReader(listener: LeanListener): LeanReader;
};

export const query = (fields: Readonly<Record<string, string | number | undefined>>) => {
  const pairs = Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]));
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
};

/** RFC 9110, section 10.2.3: seconds; a date is not sent by the lab's server. */
export const retryAfterMs = (value: string | undefined) =>
  value !== undefined && /^\d+$/.test(value) ? Number(value) * 1_000 : 0;
