import { parseArgs } from 'node:util';

export type CliOptions = {
  readonly port: number;
  readonly host: string;
  readonly open: boolean;
  readonly allowedOrigins: readonly string[];
};

export type CliRequest =
  | { readonly kind: 'serve'; readonly options: CliOptions }
  | { readonly kind: 'help' | 'version' }
  | { readonly kind: 'refused'; readonly why: string };

export const HELP = `Usage: transport-lab [options]
       transport-lab swarm --url <address> [options]

Serves the lab: one event stream over short polling, long polling, Server-Sent
Events and WebSocket, measured on the wire, side by side, in a browser.

"swarm" connects virtual clients to a server that runs; it has a --help of its own.

Options
  --port <number>          port to listen on, 0 for any free one (default 4400)
  --host <name>            address to listen on (default 127.0.0.1)
  --open                   open the page in the browser
  --allow-origin <origin>  let pages of this origin use the lab, such as
                           https://example.org; may be repeated; * for everybody
  --help                   show this text
  --version                show the version`;

export function parseCli(args: readonly string[]): CliRequest {
  let values: ReturnType<typeof parse>;
  try {
    values = parse(args);
  } catch (error) {
    // Node's message goes on with advice on positional arguments, which there are none of.
    const why = (error as Error).message.split('. To specify')[0] ?? '';
    return { kind: 'refused', why: `${why.replace(/\.$/, '')}; --help shows what there is` };
  }
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };

  if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535) {
    return { kind: 'refused', why: `--port ${values.port}: must be a number from 0 to 65535` };
  }
  const origin = values['allow-origin'].find((text) => !isOrigin(text));
  if (origin !== undefined) {
    return { kind: 'refused', why: `--allow-origin ${origin}: must be an origin such as https://example.org, or *` };
  }
  const { host, open } = values;
  return { kind: 'serve', options: { port: Number(values.port), host, open, allowedOrigins: values['allow-origin'] } };
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    strict: true,
    options: {
      port: { type: 'string', default: '4400' },
      host: { type: 'string', default: '127.0.0.1' },
      open: { type: 'boolean', default: false },
      'allow-origin': { type: 'string', multiple: true, default: [] as string[] },
      help: { type: 'boolean', default: false },
      version: { type: 'boolean', default: false },
    },
  }).values;
}

function isOrigin(text: string): boolean {
  return text === '*' || (URL.canParse(text) && new URL(text).origin === text);
}
