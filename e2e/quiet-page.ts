import { once } from 'node:events';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { launchDebugged } from './debugged-chromium.ts';

/**
 * A page that nobody watches. Of its own pages Playwright is told each request and each WebSocket frame, and it films them
 * for its traces. On a machine of two cores that takes a part of one, and the page is measured as later than it is: the
 * more there is to see, the later. This page is asked by the DevTools protocol for what a benchmark wants to know.
 *
 * https://chromedevtools.github.io/devtools-protocol/
 */
export type QuietPage = {
  readonly goto: (url: string) => Promise<void>;
  /** Runs a function in each document before its own scripts. */
  readonly beforeLoad: <Argument>(script: (argument: Argument) => void, argument: Argument) => Promise<void>;
  /** What a function gives that runs in the page: it sees nothing but its argument, as JSON. */
  readonly evaluate: <Result, Argument = undefined>(
    script: (argument: Argument) => Result | Promise<Result>,
    argument?: Argument,
  ) => Promise<Result>;
  /** For how long the main thread has been at work since it began, s. */
  readonly busySeconds: () => Promise<number>;
  /** From the next document on, scripts may come from anywhere. */
  readonly bypassContentSecurityPolicy: () => Promise<void>;
};

/** Opens a page in a browser of its own, which ends with `use`. */
export async function inQuietPage<Result>(use: (page: QuietPage) => Promise<Result>): Promise<Result> {
  const { browser, port } = await launchDebugged();
  try {
    const target = await fetch(`http://127.0.0.1:${port}/json/new?about:blank`, { method: 'PUT' });
    const send = await connect(Target.parse(await target.json()).webSocketDebuggerUrl);
    await send('Page.enable');
    await send('Performance.enable');
    await send('Emulation.setDeviceMetricsOverride', {
      width: 1_440,
      height: 1_000,
      deviceScaleFactor: 1,
      mobile: false,
    });
    return await use({
      goto: async (url) => {
        const { errorText } = Navigated.parse(await send('Page.navigate', { url }));
        if (errorText) throw new Error(`${url}: ${errorText}`);
      },
      beforeLoad: async (script, argument) => {
        await send('Page.addScriptToEvaluateOnNewDocument', { source: call(script, argument) });
      },
      evaluate: async (script, argument) => {
        const asked = { expression: call(script, argument), awaitPromise: true, returnByValue: true };
        const { result, exceptionDetails } = Evaluated.parse(await send('Runtime.evaluate', asked));
        if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
        return result.value as Awaited<ReturnType<typeof script>>;
      },
      busySeconds: async () => {
        const { metrics } = Metrics.parse(await send('Performance.getMetrics'));
        return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
      },
      bypassContentSecurityPolicy: async () => {
        await send('Page.setBypassCSP', { enabled: true });
      },
    });
  } finally {
    await browser.close();
  }
}

const call = (script: (argument: never) => unknown, argument: unknown) => `(${script})(${JSON.stringify(argument)})`;

const Target = z.object({ webSocketDebuggerUrl: z.string() });
const Navigated = z.object({ errorText: z.string().optional() });
const Metrics = z.object({ metrics: z.array(z.object({ name: z.string(), value: z.number() })) });
const Evaluated = z.object({
  result: z.object({ value: z.unknown().optional() }),
  exceptionDetails: z
    .object({ text: z.string(), exception: z.object({ description: z.string().optional() }).optional() })
    .optional(),
});
const Answer = z.object({
  id: z.number().optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});

type Send = (method: string, params?: Readonly<Record<string, unknown>>) => Promise<unknown>;

async function connect(url: string): Promise<Send> {
  const socket = new WebSocket(url);
  await once(socket, 'open');
  const waiting = new Map<number, (answer: z.infer<typeof Answer>) => void>();
  let lastId = 0;
  socket.on('message', (data) => {
    const answer = Answer.parse(JSON.parse(data.toString()));
    if (answer.id === undefined) return;
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  socket.on('close', () => {
    for (const settle of waiting.values()) settle({ result: undefined, error: { message: 'the page has gone' } });
  });
  return (method, params = {}) =>
    new Promise((resolve, reject) => {
      lastId += 1;
      waiting.set(lastId, ({ result, error }) =>
        error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result),
      );
      socket.send(JSON.stringify({ id: lastId, method, params }));
    });
}
