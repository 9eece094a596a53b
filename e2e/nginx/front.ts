import type { ProxySettings } from '../../src/protocol/network.ts';
import type { TestServer } from '../../src/testing/lab-server.ts';
import { startNginx } from './nginx.ts';
import { bareConfig } from './nginx-config.ts';

/** What stands in front of the lab, as its clients find it. */
export type Front = { readonly url: string; readonly port: number; close(): Promise<void> };

/** `as it comes`: nginx without a setting. `impatient`: the same, but a silent server is given up after a second. */
export type Temper = 'as it comes' | 'impatient';

/** Something that proxies have in common, and how it is put in front of a lab. */
export type FrontKind = {
  readonly name: string;
  open(lab: TestServer, temper: Temper): Promise<Front>;
};

const IMPATIENCE_SECONDS = 1;

const REAL: FrontKind = {
  name: 'the real nginx',
  open: ({ port: labPort }, temper) =>
    startNginx((port) =>
      temper === 'as it comes'
        ? bareConfig(labPort, port)
        : bareConfig(labPort, port, `proxy_http_version 1.0; proxy_read_timeout ${IMPATIENCE_SECONDS}s;`),
    ),
};

/** nginx's defaults in the lab's own words. */
const AS_NGINX: Partial<ProxySettings> = { bufferBytes: 4_096, idleTimeoutSeconds: 60, upgrade: 'refuse' };

const EMULATED: FrontKind = {
  name: 'the emulated proxy',
  async open({ url, port }, temper) {
    const impatience = temper === 'impatient' && { idleTimeoutSeconds: IMPATIENCE_SECONDS };
    const response = await fetch(`${url}/api/experiment`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ network: { proxy: { ...AS_NGINX, ...impatience } } }),
    });
    if (response.status !== 200) throw new Error(`the lab has no such proxy: ${await response.text()}`);
    return { url, port, close: async () => {} };
  },
};

export const FRONTS: readonly FrontKind[] = [REAL, EMULATED];
