import { parseArgs } from 'node:util';
import { type SwarmPlan, type SwarmPlanRequest, swarmPlanSchema } from '../../protocol/swarm.ts';
import { TRANSPORTS } from '../../protocol/transports.ts';

export type SwarmOptions = { readonly url: string; readonly plan: SwarmPlan; readonly json: boolean };

export type SwarmRequest =
  | { readonly kind: 'run'; readonly options: SwarmOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'refused'; readonly why: string };

export const SWARM_HELP = `Usage: transport-lab swarm --url <address> [options]

Connects virtual clients to a Transport Lab server, and tells every second what
they see: events, missing ones, latency. Exit code 0 when nothing was missing and
the figures are valid. Ctrl-C stops it in order.

Options
  --url <address>          the server, such as http://127.0.0.1:4400
  --short-polling <n>      clients of each transport, 10000 together at most
  --long-polling <n>         (default: 100 of WebSocket, 100 of SSE)
  --sse <n>
  --websocket <n>
  --seconds <n>            how long all of them stay (default 60)
  --ramp <n>               clients that are started in a second (default 500)
  --poll-interval <ms>     short polling: from an answer to the next request (default 2000)
  --hold <seconds>         long polling: how long a request is held (default 25)
  --reader <name>          lane: the code of the lanes; lean: one that does as
                           little as it can; auto: by the number (default)
  --curve                  one transport after the other, with more and more clients
  --clients <n,n,...>      the numbers of a curve (default 10,30,100,300,1000)
  --transports <t,t,...>   the transports of a curve (default: all)
  --each <seconds>         how long each number of a curve is measured (default 4)
  --json                   print nothing but the last report, as JSON
  --help                   show this text`;

const DEFAULT_CLIENTS = { sse: 100, websocket: 100 };

export function parseSwarmArgs(args: readonly string[]): SwarmRequest {
  let values: ReturnType<typeof parse>;
  try {
    values = parse(args);
  } catch (error) {
    const why = (error as Error).message.split('. To specify')[0] ?? '';
    return refused(`${why.replace(/\.$/, '')}; transport-lab swarm --help shows what there is`);
  }
  if (values.help) return { kind: 'help' };
  const { url } = values;
  if (url === undefined) {
    return refused(
      'swarm needs --url; start a server with `transport-lab`, then run: transport-lab swarm --url http://127.0.0.1:4400',
    );
  }
  if (!/^http:\/\/[^/]+\/?$/.test(url) || !URL.canParse(url)) {
    return refused(`--url ${url}: must be the address of a server, such as http://127.0.0.1:4400`);
  }
  const plan = swarmPlanSchema.safeParse(values.curve ? curveOf(values) : holdOf(values));
  if (!plan.success) {
    const [issue] = plan.error.issues;
    return refused(`${flagOf(issue?.path ?? [])}: ${issue?.message}`);
  }
  return { kind: 'run', options: { url: new URL(url).origin, plan: plan.data, json: values.json } };
}

type Values = ReturnType<typeof parse>;

function holdOf(values: Values): SwarmPlanRequest {
  const asked = TRANSPORTS.flatMap((name) =>
    values[name] === undefined ? [] : [[name, Number(values[name])] as const],
  );
  const clients = asked.length > 0 ? Object.fromEntries(asked) : DEFAULT_CLIENTS;
  return { kind: 'hold', clients, ...numbers({ seconds: values.seconds }), ...common(values) } as SwarmPlanRequest;
}

function curveOf(values: Values): SwarmPlanRequest {
  return {
    kind: 'curve',
    ...(values.clients !== undefined && { clients: values.clients.split(',').map(Number) }),
    ...(values.transports !== undefined && { transports: values.transports.split(',') }),
    ...numbers({ secondsEach: values.each }),
    ...common(values),
  } as SwarmPlanRequest;
}

function common(values: Values) {
  const { ramp: rampPerSecond, 'poll-interval': pollIntervalMs, hold: holdSeconds, reader } = values;
  return { ...numbers({ rampPerSecond, pollIntervalMs, holdSeconds }), ...(reader !== undefined && { reader }) };
}

function numbers(fields: Readonly<Record<string, string | undefined>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, Number(value)]])),
  );
}

/** What a part of the plan is called on the command line. */
const FLAGS: Readonly<Record<string, string>> = {
  rampPerSecond: 'ramp',
  pollIntervalMs: 'poll-interval',
  holdSeconds: 'hold',
  secondsEach: 'each',
};

function flagOf(path: readonly PropertyKey[]): string {
  const [first, second] = path.map(String);
  const name = first === 'clients' && second !== undefined && !/^\d+$/.test(second) ? second : (first ?? 'plan');
  return `--${FLAGS[name] ?? name}`;
}

const refused = (why: string): SwarmRequest => ({ kind: 'refused', why });

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  return parseArgs({
    args: [...args],
    strict: true,
    options: {
      ...{ url: text, 'short-polling': text, 'long-polling': text, sse: text, websocket: text },
      ...{ seconds: text, ramp: text, 'poll-interval': text, hold: text, reader: text },
      ...{ clients: text, transports: text, each: text },
      curve: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  }).values;
}
