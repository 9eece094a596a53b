import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { TRANSPORTS } from '../../protocol/transports.ts';
import { AUTOMATIC_STAYS, atWork, CLIENT_WORK, lineOf, RECEIVES, SERVER_WORK } from './at-work.ts';
import { AUTOMATIC_FILE, CLIENT_FILES, SERVER_FILES, type SourceFile } from './sources.ts';

const SNIPPETS: (readonly [SourceFile, string])[] = TRANSPORTS.flatMap((transport) => [
  ...snippetsOf(CLIENT_FILES[transport], [...Object.values(CLIENT_WORK[transport]), { snippet: RECEIVES[transport] }]),
  ...snippetsOf(SERVER_FILES[transport], Object.values(SERVER_WORK[transport])),
]).concat(snippetsOf(AUTOMATIC_FILE, [AUTOMATIC_STAYS]));

describe('the line at work', () => {
  it('is told for each transport', () => {
    const files = new Set(SNIPPETS.map(([{ path }]) => path));
    for (const transport of TRANSPORTS) expect(files).toContain(CLIENT_FILES[transport].path);
  });

  it.each(SNIPPETS.map(([{ path, text }, snippet]) => ({ path, text, snippet })))(
    'is one of $path: $snippet',
    ({ text, snippet }) => {
      expect(text.split(snippet)).toHaveLength(2);
    },
  );

  it('is where a long poll waits, on both sides', () => {
    const { client, server } = atWork('long-polling', 'long-polling', running('held'));
    expect(lineAt(CLIENT_FILES['long-polling'], client.snippet)).toContain('await poll(');
    expect(lineAt(SERVER_FILES['long-polling'], server.snippet)).toContain('await log.wait(');
  });

  it('is none on the server between two polls', () => {
    const { client, server } = atWork('short-polling', 'short-polling', running('idle'));
    expect(lineAt(CLIENT_FILES['short-polling'], client.snippet)).toContain('await waitUntil(');
    expect(server).toEqual({ words: 'nothing to do for this lane between its polls' });
  });

  it('is none of the files while the session waits, and while the lane is off', () => {
    const retrying = { kind: 'retrying', attempt: 2, retryAt: 0, why: 'the connection was lost' } as const;
    for (const status of [retrying, { kind: 'off' } as const, { kind: 'failed', why: 'gave up' } as const]) {
      const { automatic, client, server } = atWork('sse', 'sse', { status });
      expect([automatic.snippet, client.snippet, server.snippet]).toEqual([undefined, undefined, undefined]);
    }
  });

  it('is not guessed while the automatic lane may be trying another transport', () => {
    const { automatic, client, server } = atWork('automatic', 'sse', running('connecting'));
    expect(automatic.snippet).toBeDefined();
    expect([client.snippet, server.snippet]).toEqual([undefined, undefined]);
  });
});

describe('sources', () => {
  it.each([...Object.values(CLIENT_FILES), ...Object.values(SERVER_FILES), AUTOMATIC_FILE])(
    'has the text of $path',
    ({ path, text }) => {
      expect(text).toBe(readFileSync(path, 'utf8'));
    },
  );
});

describe('lineOf', () => {
  it('counts from one', () => {
    expect(lineOf('a\nb\nc', 'a')).toBe(1);
    expect(lineOf('a\nb\nc', 'c')).toBe(3);
    expect(lineOf('a\nb\nc', 'd')).toBeUndefined();
    expect(lineOf('a', undefined)).toBeUndefined();
  });
});

function running(state: 'held' | 'idle' | 'connecting') {
  return { status: { kind: 'running', state } as const };
}

function snippetsOf(file: SourceFile, works: readonly { readonly snippet?: string | undefined }[]) {
  return works.flatMap(({ snippet }) => (snippet === undefined ? [] : [[file, snippet] as const]));
}

function lineAt({ text }: SourceFile, snippet: string | undefined): string | undefined {
  return text.split('\n')[(lineOf(text, snippet) ?? 0) - 1];
}
