import { describe, expect, it } from 'vitest';
import type { Spoiler } from '../../lab/messages.ts';
import { snapshotWith } from '../test-fixtures.ts';
import { SPOILER_WORDS } from '../validity/spoiler-words.ts';
import { type FileLike, MAX_RUN_FILE_BYTES, readRunFile } from './read-run-file.ts';
import { runFileName, runFileText } from './run-file-text.ts';
import { savedServices } from './saved-services.ts';
import { FULL_SNAPSHOT, fullRun } from './test-run.ts';

const fileOf = (text: string): FileLike => ({ size: text.length, text: async () => text });

/** What a person is told of a file that is this text. */
async function refusalOf(text: string): Promise<string | undefined> {
  const reading = await readRunFile(fileOf(text));
  return reading.kind === 'refused' ? reading.why : undefined;
}

/** A saved run in which something was changed. */
function damaged(change: (content: ReturnType<typeof fullRun>) => unknown): string {
  const content = JSON.parse(runFileText(fullRun()));
  return JSON.stringify(change(content) ?? content);
}

describe('a saved run', () => {
  it.each([
    ['everything', fullRun()],
    ['nothing yet', fullRun(snapshotWith())],
  ])('is the same after it was opened and saved again, with %s in it', async (_what, run) => {
    const text = runFileText(run);
    const reading = await readRunFile(fileOf(text));
    expect(reading.kind === 'run' && runFileText(reading.file)).toBe(text);
  });

  it('shows what the live lab showed', async () => {
    const reading = await readRunFile(fileOf(runFileText(fullRun())));
    if (reading.kind === 'refused') throw new Error(reading.why);
    const { lab } = savedServices(reading.file);
    expect(lab.state().snapshot).toEqual(FULL_SNAPSHOT);
    expect(lab.state().settings).toMatchObject({ pollIntervalMs: 500, holdSeconds: 10 });
    expect(await lab.recordings()).toEqual(fullRun().recordings);
  });

  it('keeps whatever may spoil a run', () => {
    const marks = Object.keys(SPOILER_WORDS).map((spoiler) => ({ spoiler: spoiler as Spoiler, from: 0, to: 1 }));
    expect(fullRun({ ...FULL_SNAPSHOT, marks }).marks).toEqual(marks);
  });

  it('is named after its day and its run', () => {
    expect(runFileName(fullRun(), 'csv')).toBe('transport-lab-2026-01-31-lab-x-1.csv');
  });
});

describe('readRunFile', () => {
  it('does not even read what is too large', async () => {
    const reading = await readRunFile({ size: MAX_RUN_FILE_BYTES + 500_000, text: () => Promise.reject() });
    expect(reading).toEqual({ kind: 'refused', why: 'it has 64.5\u00a0MB, and a saved run at most 64.0\u00a0MB' });
  });

  it('refuses what cannot be read', async () => {
    const reading = await readRunFile({ size: 1, text: () => Promise.reject(new DOMException('gone')) });
    expect(reading).toEqual({ kind: 'refused', why: 'it could not be read' });
  });

  it.each(['', 'PK\u0003\u0004', '{"format":'])('refuses %j, which is not JSON', async (text) => {
    expect(await refusalOf(text)).toMatch(/^it is not JSON \(/);
  });

  it.each(['null', '[]', '7', '{}', '{"format":"har","version":1}'])('refuses %s, which is not ours', async (text) => {
    expect(await refusalOf(text)).toBe('it is not a saved run: its field “format” is not “transport-lab-run”');
  });

  it('refuses a newer version, and says which one it reads', async () => {
    expect(await refusalOf('{"format":"transport-lab-run","version":3}')).toBe(
      'it was saved by a newer Transport Lab, in version 3 of the format; this one reads version 2',
    );
  });

  it('refuses an older version likewise', async () => {
    expect(await refusalOf('{"format":"transport-lab-run","version":1}')).toBe(
      'it was saved by an older Transport Lab, in version 1 of the format; this one reads version 2',
    );
  });

  it.each<[string, string]>([
    [
      damaged((run) => ({ ...run, recordings: { ...run.recordings, sse: undefined } })),
      'it is damaged: its field “recordings.sse”: expected object, and there is nothing',
    ],
    [
      damaged((run) => {
        Object.assign(run.marks[0] ?? {}, { from: -1 });
      }),
      'it is damaged: its field “marks[0].from”: Too small: expected number to be >=0',
    ],
    [
      damaged((run) => {
        Object.assign(run.marks[0] ?? {}, { from: 'noon', to: 'later' });
      }),
      'it is damaged: its field “marks[0].from”: expected number, and there is string; 1 more field is wrong',
    ],
  ])('names the field that is wrong and what was expected', async (text, why) => {
    expect(await refusalOf(text)).toBe(why);
  });

  it('stops at a list that is longer than any lab writes', async () => {
    const endless = Array.from({ length: 20_000 }, () => 'x');
    const text = damaged((run) => ({ ...run, marks: endless }));
    expect(await refusalOf(text)).toBe(
      'it is damaged: its field “marks”: Too big: expected array to have <=10000 items',
    );
  });
});
