import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CutHow } from './fault-relay.ts';
import { findRefusingUrl } from './refusing-url.ts';
import { type LabSettings, openLab, type StagedLab } from './staged-lab.ts';
import { openScript, type StagedScript, type Step } from './staged-script.ts';

export type { CutHow, LabSettings, StagedLab, StagedScript, Step };

/** What a case can have set up for it. Each call answers where the thing is and the name to call it by. */
export type StageDesk = {
  openLab(settings: LabSettings): Promise<Staged>;
  openScript(steps: readonly Step[]): Promise<Staged>;
  /** Where every connection is refused. */
  refusingUrl(): Promise<string>;
  /** Ends all that was set up on this stage. */
  close(): Promise<void>;
};

export type Staged = { readonly url: string; readonly name: string };

/** One call to the desk (`target` undefined) or to something on the stage. */
export type StageCall = {
  readonly stage: string;
  readonly target: string | undefined;
  readonly method: string;
  readonly args: readonly unknown[];
};

export type StageAnswer = { readonly value?: unknown } | { readonly error: string };

export type StageService = { readonly url: string; close(): Promise<void> };

/**
 * Sets stages for cases, which may run in another process or in a browser, and so ask by HTTP:
 *
 *   case ─► POST {stage, target, method, args} ─► method of the desk, a lab or a script
 *        ◄─ {value} once it is done, {error} when it threw
 *
 * @param files what is served to a browser beside that, by path.
 */
export async function startStageService(
  files: Readonly<Record<string, { readonly type: string; readonly text: string }>> = {},
): Promise<StageService> {
  const stages = new Map<string, Stage>();
  const server = createServer(async (request, response) => {
    const file = files[request.url ?? ''];
    if (request.method === 'GET' && file) return send(response, 200, file.type, file.text);
    if (request.method !== 'POST') return send(response, 404, 'text/plain', 'there is nothing here');
    const answer = await perform((await readJson(request)) as StageCall);
    send(response, 200, 'application/json', JSON.stringify(answer));
  });
  // A browser that has preconnected and a wait that is held must not be taken for slow senders.
  server.requestTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  async function perform({ stage: name, target, method, args }: StageCall): Promise<StageAnswer> {
    const stage = stages.get(name) ?? createStage();
    stages.set(name, stage);
    if (target === undefined && method === 'close') stages.delete(name);
    try {
      const called = target === undefined ? stage.desk : stage.things.get(target);
      const run = (called as Record<string, ((...args: readonly unknown[]) => unknown) | undefined>)[method];
      if (!run) throw new Error(`there is no ${target ?? 'desk'}.${method}`);
      return { value: await run(...args) };
    } catch (error) {
      return { error: String(error) };
    }
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      await Promise.all([...stages.values()].map(({ desk }) => desk.close()));
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Stage = { readonly desk: StageDesk; readonly things: Map<string, StagedLab | StagedScript> };

function createStage(): Stage {
  const things = new Map<string, StagedLab | StagedScript>();
  const ends: (() => Promise<void>)[] = [];
  const put = (thing: StagedLab | StagedScript, url: string): Staged => {
    const name = `thing-${things.size + 1}`;
    things.set(name, thing);
    return { url, name };
  };
  const desk: StageDesk = {
    async openLab(settings) {
      const { url, lab, close } = await openLab(settings);
      ends.push(close);
      return put(lab, url);
    },
    async openScript(steps) {
      const { url, script, close } = await openScript(steps);
      ends.push(close);
      return put(script, url);
    },
    refusingUrl: findRefusingUrl,
    async close() {
      await Promise.all(ends.splice(0).map((end) => end()));
    },
  };
  return { desk, things };
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = '';
  request.setEncoding('utf8');
  for await (const chunk of request) text += chunk;
  return JSON.parse(text);
}

function send(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { 'Content-Type': type }).end(text);
}
