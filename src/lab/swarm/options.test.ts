import { expect, test } from 'vitest';
import { parseSwarmArgs, SWARM_HELP } from './options.ts';

const URL = ['--url', 'http://127.0.0.1:4400'];

test('a plan is made of what is asked, and the rest is at its default', () => {
  const request = parseSwarmArgs([...URL, '--websocket', '1000', '--ramp', '50', '--seconds', '5', '--reader', 'lean']);
  expect(request).toMatchObject({
    kind: 'run',
    options: {
      url: 'http://127.0.0.1:4400',
      json: false,
      plan: {
        kind: 'hold',
        clients: { websocket: 1_000 },
        rampPerSecond: 50,
        seconds: 5,
        reader: 'lean',
        holdSeconds: 25,
      },
    },
  });
});

test('a curve takes its numbers and transports', () => {
  const request = parseSwarmArgs([
    ...URL,
    '--curve',
    '--clients',
    '1,5',
    '--transports',
    'sse',
    '--each',
    '2',
    '--json',
  ]);
  expect(request).toMatchObject({
    kind: 'run',
    options: { json: true, plan: { kind: 'curve', clients: [1, 5], transports: ['sse'], secondsEach: 2 } },
  });
});

test.each([
  [[], /needs --url; start a server/],
  [['--url', 'localhost'], /--url localhost: must be the address of a server/],
  [[...URL, '--sse', '20000'], /--sse: must be a whole number from 0 to 10000/],
  [[...URL, '--sse', 'many'], /--sse: must be/],
  [[...URL, '--ramp', '0'], /--ramp: must be a number from 1 to 5000/],
  [[...URL, '--hold', '90'], /--hold: must be/],
  [[...URL, '--reader', 'fat'], /--reader: must be one of auto, lane, lean/],
  [[...URL, '--curve', '--clients', '5,1'], /--clients: must rise/],
  [[...URL, '--swarm'], /--swarm.*--help/],
])('refuses %j in words', (args, says) => {
  expect(parseSwarmArgs(args)).toEqual({ kind: 'refused', why: expect.stringMatching(says) });
});

test('the help names every option', () => {
  expect(parseSwarmArgs(['--help'])).toEqual({ kind: 'help' });
  const named = [...SWARM_HELP.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, flag]) => flag);
  expect(named).toEqual(
    expect.arrayContaining(['--url', '--sse', '--websocket', '--short-polling', '--long-polling', '--curve', '--json']),
  );
  // None is named that there is not.
  for (const flag of named) expect(JSON.stringify(parseSwarmArgs([flag ?? '', '1']))).not.toContain('Unknown option');
});
