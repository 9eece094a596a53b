import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_PUBLISHER, publisherSchema } from '../../protocol/experiment.ts';
import { DEFAULT_LANE_SETTINGS, laneSettingsSchema } from '../../protocol/lane-settings.ts';
import { NO_CONDITIONS, networkSchema } from '../../protocol/network.ts';
import { DEFAULT_STATE } from './page-state.ts';
import { PARAM_BY_NAME, PARAMS } from './params.ts';
import { MAX_COMPLAINTS, MAX_SEARCH_LENGTH, paramsOf, readAddress } from './read-address.ts';
import { anyState } from './test-state.ts';
import { DEFAULT_VIEW } from './view-state.ts';
import { cleanAddress, searchText, writeAddress } from './write-address.ts';

describe('the table', () => {
  test('has an entry for each setting, and none twice', () => {
    const { running: _, ...publisher } = DEFAULT_PUBLISHER;
    const all = { laneSettings: DEFAULT_LANE_SETTINGS, publisher, network: NO_CONDITIONS, view: DEFAULT_VIEW };
    expect(PARAMS.map(({ path }) => path).sort()).toEqual(['lanes', ...pathsOf(all, '')].sort());
    expect(PARAM_BY_NAME.size).toBe(PARAMS.length);
  });
});

describe('what is written', () => {
  test('is read as the same state, with nothing to complain of', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        expect(readAddress(searchText(writeAddress(state)))).toEqual({ state, saysAll: true, complaints: [] });
      }),
    );
  });

  test('is of the default the lanes and the rate alone', () => {
    expect(searchText(writeAddress(DEFAULT_STATE))).toBe('?lanes=short-polling,long-polling,sse,websocket&rate=5');
  });

  test('can be read by a person, and is shorter than what is refused', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const text = searchText(writeAddress(state));
        expect(text).toMatch(/^\?[a-z0-9.,&=-]+$/);
        expect(text.length).toBeLessThan(MAX_SEARCH_LENGTH / 2);
      }),
    );
  });

  test('is the address again when it goes through the router', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const text = searchText(writeAddress(state));
        expect(searchText(paramsOf(text))).toBe(text);
        expect(searchText(cleanAddress(text))).toBe(text);
      }),
    );
  });
});

describe('an address', () => {
  test('that names some settings has all others at their defaults', () => {
    const { state, saysAll, complaints } = readAddress(
      '?lanes=sse,websocket&rate=50&arrivals=poisson&loss=0.01&tls=1&proxy.buffer=4096&retry.jitter=none&open=faults,charts&present=1&code=sse&span=2000',
    );
    expect({ saysAll, complaints }).toEqual({ saysAll: true, complaints: [] });
    expect(state).toEqual({
      lanes: ['sse', 'websocket'],
      publisher: { ...DEFAULT_STATE.publisher, ratePerSecond: 50, arrivals: 'poisson' },
      laneSettings: { ...DEFAULT_LANE_SETTINGS, session: { ...DEFAULT_LANE_SETTINGS.session, jitter: 'none' } },
      network: { ...NO_CONDITIONS, lossPercent: 0.01, tls: true, proxy: { ...NO_CONDITIONS.proxy, bufferBytes: 4096 } },
      view: { open: ['charts', 'faults'], presenting: true, code: 'sse', spanMs: 2000 },
    });
  });

  test.each(['', '?', '?open=none', '?span=500&code=sse'])('%s says nothing of the experiment', (search) => {
    expect(readAddress(search)).toMatchObject({ saysAll: false, complaints: [] });
  });

  test('can have no lane and no panel', () => {
    const { state } = readAddress('?lanes=none&open=none');
    expect([state.lanes, state.view.open]).toEqual([[], []]);
  });

  test.each([
    ['?rate=9999', 'rate=9999 in the address is not a number from 0.1 to 1000: 5 is used'],
    ['?rate=', 'rate= in the address is not a number from 0.1 to 1000: 5 is used'],
    ['?rate=0x10', 'rate=0x10 in the address is not a number from 0.1 to 1000: 5 is used'],
    ['?payload=1.5', 'payload=1.5 in the address is not a whole number from 0 to 65536: 100 is used'],
    ['?down=8', 'down=8 in the address is not 0 (no limit) or a number from 32 to 1000000: 0 is used'],
    ['?arrivals=late', 'arrivals=late in the address is not one of steady, poisson, bursty: steady is used'],
    ['?tls=yes', 'tls=yes in the address is not 1 (on) or 0 (off): 0 is used'],
    [
      '?code=tcp',
      'code=tcp in the address is not one of short-polling, long-polling, sse, websocket, automatic: none is used',
    ],
    [
      '?lanes=sse,tcp',
      'lanes=sse,tcp in the address is not a list of short-polling, long-polling, sse, websocket, automatic, or none: short-polling,long-polling,sse,websocket is used',
    ],
    ['?volume=11', 'volume in the address is not known: it is left out'],
    ['?rate=5&rate=6', 'rate is in the address more than once: the first is used'],
    ['?=1', 'A nameless setting in the address is not known: it is left out'],
  ])('%s has its fault told', (search, complaint) => {
    const reading = readAddress(search);
    expect(reading.complaints).toEqual([complaint]);
    expect(reading.state).toEqual(DEFAULT_STATE);
  });

  test('with many faults has the first of them told, in short', () => {
    const faults = Array.from({ length: 20 }, (_, index) => `x${index}${'y'.repeat(100)}=1`).join('&');
    const { complaints } = readAddress(`?${faults}`);
    expect(complaints).toHaveLength(MAX_COMPLAINTS + 1);
    expect(complaints.at(-1)).toBe(`And ${20 - MAX_COMPLAINTS} more`);
    expect(complaints[0]?.length).toBeLessThan(120);
  });

  test('that is too long is not read at all', () => {
    const { state, saysAll, complaints } = readAddress(`?rate=7&${'x'.repeat(MAX_SEARCH_LENGTH)}`);
    expect([state, saysAll, complaints.length]).toEqual([DEFAULT_STATE, false, 1]);
  });
});

describe('garbage', () => {
  const name = fc.oneof(fc.constantFrom(...PARAMS.map((param) => param.name), '__proto__', 'toString'), fc.string());
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.double().map(String),
    fc.constantFrom('none', ',,', '1e999'),
  );
  const garbage = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.tuple(name, value)).map((pairs) => `?${new URLSearchParams(pairs.map(([a, b]) => [a, b]))}`),
    fc.array(fc.tuple(name, value)).map((pairs) => `?${pairs.map(([a, b]) => `${a}=${b}`).join('&')}`),
  );

  test('never throws and always gives a state that is allowed', () => {
    fc.assert(
      fc.property(garbage, (search) => {
        const { state } = readAddress(search);
        publisherSchema.parse({ ...state.publisher, running: true });
        networkSchema.parse(state.network);
        laneSettingsSchema.parse(state.laneSettings);
        // What can be written down and read again without a complaint is a state of the page.
        expect(readAddress(searchText(writeAddress(state)))).toMatchObject({ complaints: [] });
      }),
      { numRuns: 500 },
    );
  });

  test('becomes an address of ours when it goes through the router', () => {
    fc.assert(
      fc.property(garbage, (search) => {
        const clean = searchText(cleanAddress(searchText(paramsOf(search))));
        expect(readAddress(clean).complaints).toEqual([]);
        expect(searchText(cleanAddress(clean))).toBe(clean);
      }),
      { numRuns: 500 },
    );
  });
});

function pathsOf(part: object, path: string): string[] {
  return Object.entries(part).flatMap(([name, value]) =>
    typeof value === 'object' && !Array.isArray(value) ? pathsOf(value, `${path}${name}.`) : [`${path}${name}`],
  );
}
