import { LANES, type LaneName } from '../../protocol/lanes.ts';
import type { TransportAccount } from '../../protocol/ledger.ts';
import type { RunFile } from '../../protocol/run-file.ts';
import { laneAccount, together } from '../lanes-ledger.ts';

type Second = RunFile['recordings'][LaneName]['series'][number];

type Row = {
  readonly second: Second;
  readonly lane: LaneName;
  /** The latest account by the end of the second; undefined where none is kept. */
  readonly account: TransportAccount | undefined;
  readonly spoilers: readonly string[];
};

type Cell = string | number | null | undefined;

/** The columns, left to right; units are in the names. Totals count from the beginning of the run. */
const COLUMNS: readonly (readonly [name: string, cell: (row: Row) => Cell])[] = [
  ['second_utc', ({ second }) => new Date(second.at).toISOString()],
  ['lane', ({ lane }) => lane],
  ['events', ({ second }) => second.events],
  ['latency_p50_ms', ({ second }) => second.p50],
  ['latency_p95_ms', ({ second }) => second.p95],
  ['latency_max_ms', ({ second }) => second.max],
  ['wait_p50_ms', ({ second }) => second.wait],
  ['transit_p50_ms', ({ second }) => second.transit],
  ['age_mean_ms', ({ second }) => second.age],
  ['age_peak_ms', ({ second }) => second.peakAge],
  ['requests_total', ({ account }) => account?.requests],
  ['empty_answers_total', ({ account }) => account?.emptyResponses],
  ['wire_up_total_bytes', ({ account }) => account?.bytesUp],
  ['wire_down_total_bytes', ({ account }) => account?.bytesDown],
  ['payload_total_bytes', ({ account }) => account?.payloadBytes],
  ['spoiled_by', ({ spoilers }) => spoilers.join(' ')],
];

const SECOND_MS = 1_000;

/**
 * One row per second and lane, by time (RFC 4180: commas, CRLF, a header). No cell needs quotes: all are numbers,
 * times, or words of our own. A cell is empty where nothing was measured, and `spoiled_by` names what spoiled the second.
 */
export function runCsv({ recordings, ledger, automaticLedger, marks }: RunFile): string {
  const history = together(ledger, automaticLedger);
  const rows = LANES.flatMap((lane) =>
    recordings[lane].series.map((second): Row => {
      const end = second.at + SECOND_MS;
      const account = history.findLast(({ at }) => at <= end && at > second.at - SECOND_MS);
      const spoiled = marks.filter(({ from, to }) => from < end && (to ?? end) > second.at);
      return {
        second,
        lane,
        account: laneAccount(account, lane),
        spoilers: [...new Set(spoiled.map(({ spoiler }) => spoiler))],
      };
    }),
  ).sort((one, other) => one.second.at - other.second.at);
  const lines = rows.map((row) => COLUMNS.map(([, cell]) => cell(row) ?? '').join());
  return [COLUMNS.map(([name]) => name).join(), ...lines, ''].join('\r\n');
}
