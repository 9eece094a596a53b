import fastify from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { expect, test } from 'vitest';
import { registerLoad } from './control/load.ts';
import { registerSwarm } from './control/swarm.ts';
import type { LoadReader } from './load.ts';
import { isThisMachine } from './loopback.ts';
import { registerProblems } from './problems.ts';
import type { Swarms } from './swarm-process.ts';

test.each([
  ['127.0.0.1', '127.0.0.1', true],
  ['127.8.9.10', undefined, true],
  ['::1', '::1', true],
  ['::ffff:127.0.0.1', '::ffff:127.0.0.1', true],
  ['192.168.1.7', '192.168.1.7', true],
  ['192.168.1.8', '192.168.1.7', false],
  ['127.example.com', undefined, false],
  ['::ffff:10.0.0.1', '::ffff:10.0.0.2', false],
  [undefined, undefined, false],
])('%s, which reached %s: %s', (remote, local, is) => {
  expect(isThisMachine(remote, local)).toBe(is);
});

test('what loads the machine is refused to others, in words; the rest is told to everybody', async () => {
  const app = fastify().withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  registerProblems(app);
  let asked = 0;
  const used = () => {
    asked += 1;
    return { p50: 0, p99: 0, max: 0 };
  };
  registerSwarm(app, {
    swarms: { latest: () => null, start: used, stop: used, drop: used, close: used } as unknown as Swarms,
  });
  registerLoad(app, { load: { takeDelay: used, collect: used } as unknown as LoadReader });
  const plan = { kind: 'hold', clients: { sse: 1 } };
  for (const [method, url, payload] of [
    ['POST', '/api/swarm', plan],
    ['DELETE', '/api/swarm', undefined],
    ['POST', '/api/swarm/drop', {}],
    ['POST', '/api/load/collect', undefined],
    ['POST', '/api/load/delay', undefined],
  ] as const) {
    const body = payload === undefined ? {} : { payload };
    const answer = await app.inject({ method, url, ...body, remoteAddress: '192.0.2.7' });
    expect([url, answer.statusCode, answer.json().detail]).toEqual([
      url,
      403,
      expect.stringMatching(/^Only the machine/),
    ]);
  }
  expect(asked).toBe(0);
  expect((await app.inject({ url: '/api/swarm', remoteAddress: '192.0.2.7' })).statusCode).toBe(200);
  expect((await app.inject({ method: 'POST', url: '/api/load/delay' })).json()).toEqual({ p50: 0, p99: 0, max: 0 });
});
