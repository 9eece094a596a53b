import { describe, expect, it } from 'vitest';
import {
  DEFAULT_LANE_SETTINGS,
  type LabCommand,
  type LabReport,
  type Snapshot,
  type TraceBatch,
} from '../lab/messages.ts';
import { forEachLane } from '../protocol/lanes.ts';
import { createLabClient, heardAfter, type WorkerLike } from './lab-client.ts';
import { laneWith, snapshotWith as snapshotOf } from './test-fixtures.ts';

type Listener = (event: { readonly data: LabReport } & { readonly message?: string }) => void;

function start() {
  const sent: LabCommand[] = [];
  const listeners = new Map<string, Listener>();
  const worker: WorkerLike = {
    postMessage: (command) => sent.push(command),
    addEventListener: (type: string, listener: Listener) => listeners.set(type, listener),
  };
  const traced: TraceBatch[] = [];
  const lab = createLabClient(worker, (batch) => traced.push(batch));
  const report = (on: boolean) =>
    listeners.get('message')?.({ data: { kind: 'snapshot', snapshot: snapshotWith(on) } });
  const fail = (message: string) =>
    listeners.get('error')?.({ message, data: { kind: 'snapshot', snapshot: snapshotWith(true) } });
  const tell = (data: LabReport) => listeners.get('message')?.({ data });
  return { lab, sent, traced, report, fail, tell };
}

function snapshotWith(on: boolean): Snapshot {
  return snapshotOf({ run: { client: 'c1', startedAt: 0 }, lanes: forEachLane(() => laneWith({ on })) });
}

describe('createLabClient', () => {
  it('holds the newest snapshot and tells its subscribers', () => {
    const { lab, report } = start();
    let told = 0;
    const unsubscribe = lab.subscribe(() => {
      told += 1;
    });
    report(true);
    expect(lab.state().snapshot?.run.client).toBe('c1');
    unsubscribe();
    report(true);
    expect(told).toBe(1);
  });

  it('shows a flipped switch at once, and keeps it until a report agrees', () => {
    const { lab, sent, report } = start();
    report(true);
    lab.switchLane('sse', false);
    expect(sent).toEqual([{ kind: 'switch', lane: 'sse', on: false }]);
    report(true);
    expect(lab.state().flipped).toEqual({ sse: false });
    report(false);
    expect(lab.state().flipped).toEqual({});
  });

  it('sends the settings whole when one of them changes', () => {
    const { lab, sent } = start();
    lab.configure({ pollIntervalMs: 500 });
    expect(sent).toEqual([{ kind: 'configure', settings: { ...DEFAULT_LANE_SETTINGS, pollIntervalMs: 500 } }]);
    expect(lab.state().settings.pollIntervalMs).toBe(500);
  });

  it('says that the worker failed until it reports', () => {
    const { lab, report, fail } = start();
    fail('');
    expect(lab.state().failure).toBe('its script could not be loaded');
    report(true);
    expect(lab.state().failure).toBeUndefined();
  });

  it('follows an event until a new run begins, which knows nothing of it', () => {
    const { lab, sent, report, tell } = start();
    report(true);
    lab.follow(41);
    report(true);
    expect(sent).toEqual([{ kind: 'follow', id: 41 }]);
    expect(lab.state().followed).toBe(41);
    tell({ kind: 'snapshot', snapshot: snapshotOf({ run: { client: 'c2', startedAt: 0 } }) });
    expect(lab.state().followed).toBeUndefined();
  });

  it('refuses recordings of a worker that does not run, asked for before or after it failed', async () => {
    const { lab, fail } = start();
    const asked = lab.recordings();
    fail('out of memory');
    await expect(asked).rejects.toThrow('out of memory');
    await expect(lab.recordings()).rejects.toThrow('out of memory');
  });

  it('answers everybody who asked for the recordings, and keeps what it knows', async () => {
    const { lab, sent, report, tell } = start();
    report(true);
    const asked = [lab.recordings(), lab.recordings()];
    expect(sent).toEqual([{ kind: 'export' }, { kind: 'export' }]);
    const recordings = forEachLane(() => ({ series: [], histograms: { latency: [], wait: [], transit: [] } }));
    tell({ kind: 'recordings', recordings });
    expect(await Promise.all(asked)).toEqual([recordings, recordings]);
    expect(lab.state().snapshot?.run.client).toBe('c1');
  });

  it('hands on what was recorded, and changes nothing for it', () => {
    const { lab, traced, report, tell } = start();
    report(true);
    const before = lab.state();
    const batch: TraceBatch = { client: 'c1', until: 1, exchanges: [], marks: [], events: [] };
    tell({ kind: 'trace', batch });
    expect(traced).toEqual([batch]);
    expect(lab.state()).toBe(before);
  });
});

describe('heardAfter', () => {
  it('lets reports wait until it is time, and keeps their order', async () => {
    let begin = () => {};
    const time = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const listeners = new Map<string, Listener>();
    const lab = createLabClient(
      heardAfter(time, {
        postMessage: () => {},
        addEventListener: (type: string, listener: Listener) => listeners.set(type, listener),
      }),
    );
    const report = (on: boolean) =>
      listeners.get('message')?.({ data: { kind: 'snapshot', snapshot: snapshotWith(on) } });
    const heard: (boolean | undefined)[] = [];
    lab.subscribe(() => heard.push(lab.state().snapshot?.lanes.sse.on));

    report(true);
    report(false);
    await Promise.resolve();
    expect(lab.state().snapshot).toBeUndefined();

    begin();
    await time;
    expect(heard).toEqual([true, false]);
    report(true);
    await time;
    expect(heard).toEqual([true, false, true]);
  });
});
