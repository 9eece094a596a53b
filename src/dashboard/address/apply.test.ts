import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LabCommand } from '../../lab/messages.ts';
import { patchNetwork } from '../../protocol/network.ts';
import { createLabClient } from '../lab-client.ts';
import { experimentWith, lanesWith, snapshotWith } from '../test-fixtures.ts';
import { applyToLab, experimentPatch, lanesOn } from './apply.ts';
import { DEFAULT_STATE } from './page-state.ts';
import { anyState } from './test-state.ts';

function startLab() {
  const commands: LabCommand[] = [];
  const lab = createLabClient({ postMessage: (command) => commands.push(command), addEventListener: () => {} });
  return { lab, commands };
}

test('a lab that nobody has heard of yet is brought into any state', () => {
  fc.assert(
    fc.property(anyState, (state) => {
      const { lab } = startLab();
      applyToLab(lab, state);
      expect(lanesOn(lab.state())).toEqual(state.lanes);
      expect(lab.state().settings).toEqual(state.laneSettings);
    }),
  );
});

test('a lab that is in the state already is told nothing', () => {
  fc.assert(
    fc.property(anyState, (state) => {
      const { lab, commands } = startLab();
      applyToLab(lab, state);
      const before = commands.length;
      applyToLab(lab, state);
      expect(commands).toHaveLength(before);
    }),
  );
});

test('the lanes that are on are those that were flipped last, and else those that the worker told of', () => {
  const snapshot = snapshotWith({ lanes: lanesWith({ sse: { on: true }, 'long-polling': { on: true } }) });
  expect(lanesOn({ snapshot, flipped: { sse: false, automatic: true } })).toEqual(['long-polling', 'automatic']);
});

test('the server is asked for what differs, and has the wanted settings afterwards', () => {
  fc.assert(
    fc.property(anyState, anyState, (wanted, other) => {
      const experiment = experimentWith({ publisher: { ...other.publisher, running: true }, network: other.network });
      const patch = experimentPatch(wanted, experiment);
      expect({ ...experiment.publisher, ...patch?.publisher }).toEqual({ ...wanted.publisher, running: true });
      expect(patchNetwork(experiment.network, patch?.network ?? {})).toEqual(wanted.network);
    }),
  );
});

test('the server is asked for nothing when it has the settings, and only for what differs otherwise', () => {
  expect(experimentPatch(DEFAULT_STATE, experimentWith())).toBeUndefined();
  const { network } = DEFAULT_STATE;
  const wanted = { ...DEFAULT_STATE, network: { ...network, proxy: { ...network.proxy, keepAlive: false } } };
  expect(experimentPatch(wanted, experimentWith())).toEqual({ network: { proxy: { keepAlive: false } } });
});
