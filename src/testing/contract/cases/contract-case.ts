import type { CloseReason } from '../../../client/transport.ts';
import type { StreamEvent } from '../../../protocol/event.ts';
import { TRANSPORTS, type Transport } from '../../../protocol/transports.ts';
import { equal } from '../assert.ts';
import { type Batch, type Dialect, type Kind, send } from '../dialects/dialect.ts';
import { DIALECTS } from '../dialects/index.ts';
import type { Run } from '../run.ts';
import type { Step } from '../service/stage-service.ts';
import type { Stage } from '../stage.ts';

/** One thing that transports promise. */
export type ContractCase = {
  readonly name: string;
  readonly transports: readonly Transport[];
  run(stage: Stage): Promise<void>;
};

export function forAll(name: string, run: ContractCase['run']): ContractCase {
  return { name, transports: TRANSPORTS, run };
}

export function forSome(transports: readonly Transport[], name: string, run: ContractCase['run']): ContractCase {
  return { name, transports, run };
}

export const POLLS: readonly Transport[] = ['short-polling', 'long-polling'];
export const STREAMS: readonly Transport[] = ['sse', 'websocket'];

/** A case for each of a dialect's own things. */
export function forEachDialect(
  cases: (dialect: Dialect, only: readonly Transport[]) => ContractCase[],
): ContractCase[] {
  return TRANSPORTS.flatMap((transport) => cases(DIALECTS[transport], [transport]));
}

/** The steps that ask for and send one delivery. */
export function delivery({ ask, deliver }: Dialect, batch: Batch): Step[] {
  return [...ask, send(deliver(batch))];
}

/** Waits for the run's end, which must have this reason. */
export async function endsWith(run: Run, kind: Kind): Promise<CloseReason> {
  const reason = await run.end();
  equal(reason.kind, kind, `the run ended with the wrong reason: ${JSON.stringify(reason)}`);
  if (kind !== 'http-status') equal(reason.retry, kind !== 'aborted', `whether ${kind} should be tried again`);
  return reason;
}

/** What every delivery promises: exactly these, in this order, each with its place in the stream. */
export function delivered(run: Run, values: readonly StreamEvent['data'][], firstId: number): void {
  equal(run.data(), values, 'the events that arrived');
  const events = run.all('event');
  const ids = values.map((_, index) => firstId + index);
  equal(
    events.map(({ event }) => event.id),
    ids,
    'their ids',
  );
  equal(
    events.map(({ cursor }) => cursor.id),
    ids,
    'the ids in their cursors',
  );
}

export const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);
