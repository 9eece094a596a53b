import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ledger } from '../protocol/ledger.ts';
import { startServer, type TestServer } from '../testing/lab-server.ts';
import { getText } from '../testing/send.ts';
import { pageIn } from './page.ts';

const SCRIPT = Buffer.from('export const lanes = 4; '.repeat(1_000));
const INDEX = Buffer.from(`<!doctype html>${'<p>a page</p>'.repeat(1_000)}`);
const ICON = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>');

const FORMS = { br: brotliCompressSync, gzip: gzipSync };
const ENDINGS = { br: '.br', gzip: '.gz' };

let root: string;
let server: TestServer;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'lab-page-'));
  mkdirSync(join(root, 'assets'));
  for (const [name, bytes] of [['assets/script-abc.js', SCRIPT] as const, ['index.html', INDEX] as const]) {
    writeFileSync(join(root, name), bytes);
    for (const form of ['br', 'gzip'] as const) writeFileSync(join(root, name + ENDINGS[form]), FORMS[form](bytes));
  }
  writeFileSync(join(root, 'favicon.svg'), ICON);
  server = await startServer({ page: pageIn(root) });
});

afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true });
});

test.each(['br', 'gzip'] as const)(
  'is served as %s to who accepts it, with the headers of the file itself',
  async (form) => {
    const script = await get('/assets/script-abc.js', form);
    expect(script.body).toEqual(FORMS[form](SCRIPT));
    expect(script.headers).toMatchObject({
      'content-encoding': form,
      'content-length': `${FORMS[form](SCRIPT).length}`,
      'content-type': 'application/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
      'cross-origin-opener-policy': 'same-origin',
      'content-security-policy': expect.stringContaining("default-src 'self'"),
    });
    const index = await get('/', form);
    expect(index.body).toEqual(FORMS[form](INDEX));
    expect(index.headers).toMatchObject({
      'content-encoding': form,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
    });
  },
);

test('prefers brotli, as browsers ask', async () => {
  expect((await get('/', 'gzip, deflate, br, zstd')).headers['content-encoding']).toBe('br');
});

test.each([undefined, 'identity', 'br;q=0, gzip;q=0'])('is served as it is to who accepts %s', async (accepts) => {
  const { body, headers } = await get('/assets/script-abc.js', accepts);
  expect(body).toEqual(SCRIPT);
  expect(headers['content-encoding']).toBeUndefined();
  // A cache on the way keeps this answer from those who want another form.
  expect(headers.vary).toBe('Accept-Encoding');
});

test('a file without compressed forms is served as it is', async () => {
  const { body, headers } = await get('/favicon.svg', 'gzip, deflate, br');
  expect(body).toEqual(ICON);
  expect(headers['content-encoding']).toBeUndefined();
});

test('a page of its own is the same file at its own address, and no other address is', async () => {
  const cost = await get('/cost', 'br');
  expect(cost.body).toEqual(FORMS.br(INDEX));
  expect(cost.headers).toMatchObject({
    'content-encoding': 'br',
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache',
    'cross-origin-embedder-policy': 'require-corp',
  });
  expect((await get('/costs', 'br')).status).toBe(404);
});

test('each form is another entity: the tag of one is not taken for the other', async () => {
  const { headers } = await get('/', 'gzip');
  expect((await get('/', 'gzip', { 'If-None-Match': headers.etag })).status).toBe(304);
  expect((await get('/', 'br', { 'If-None-Match': headers.etag })).status).toBe(200);
});

test('the ledger books what went over the wire: the compressed bytes', async () => {
  const bytesDown = async () => {
    const ledger: Ledger = JSON.parse(await getText(server.url, '/api/ledger'));
    return ledger.static.bytesDown;
  };
  const before = await bytesDown();
  const { body, headBytes } = await get('/assets/script-abc.js', 'br');
  expect((await bytesDown()) - before).toBe(headBytes + body.length);
});

type Answer = {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly headBytes: number;
  readonly body: Buffer;
};

/** On a connection of its own, and without what `fetch` does to an answer. */
function get(path: string, accepts?: string, further: IncomingHttpHeaders = {}): Promise<Answer> {
  const headers = { ...further, ...(accepts !== undefined && { 'Accept-Encoding': accepts }) };
  return new Promise((resolve, reject) => {
    const sent = request(`${server.url}${path}`, { agent: false, headers }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      const { statusCode: status, rawHeaders } = response;
      resolve({ status, headers: response.headers, headBytes: headBytesOf(rawHeaders), body: Buffer.concat(chunks) });
    });
    sent.on('error', reject);
    sent.end();
  });
}

/** Of an answer with status 200: its status line, its fields, and the empty line after them. */
function headBytesOf(rawHeaders: readonly string[]): number {
  const fields = rawHeaders.reduce((sum, text) => sum + text.length + 2, 0);
  return 'HTTP/1.1 200 OK\r\n'.length + fields + '\r\n'.length;
}
