import {
  type Account,
  BYTE_KINDS,
  type ByteKind,
  type BytesByKind,
  type Ledger,
  type TransportAccount,
} from '../../protocol/ledger.ts';
import { forEachTransport, type Transport } from '../../protocol/transports.ts';
import { Journal } from './journal.ts';

/** What traffic is booked as: a transport's, the control API's, or the page's own files. */
export type Part = Transport | 'control' | 'static';

/** What is counted one by one; bytes are booked by kind. */
export type Figure = 'requests' | 'emptyResponses' | 'connections' | 'events';

export type Direction = 'up' | 'down';

/**
 * The account of wire bytes, requests and connections, by client and part. The accounts of the clients seen longest ago
 * are dropped past `maxClients`; the totals keep what they had booked. What nobody named is in the totals alone, for
 * nobody could ask for it.
 */
export type LedgerBook = {
  /** `client` undefined is one that nobody named. */
  entry(client: string | undefined, part: Part): Entry;
  /** What the client's exchanges were. */
  journal(client: string): Journal;
  /** One client's account, or everybody's. A client never seen has an account of zeros. */
  read(client: string | undefined): Omit<Ledger, 'at'>;
};

export function createLedger(now: () => number, { maxClients = 1_000 } = {}): LedgerBook {
  const total = new Accounts();
  const clients = new Map<string, Client>();

  return {
    entry: (client, part) => (client === undefined ? total : use(client).accounts).of(part),
    journal: (client) => use(client).journal(now),
    read(client) {
      const accounts = client === undefined ? total : (clients.get(client)?.accounts ?? new Accounts());
      const parts = {
        transports: forEachTransport((transport) => accounts.of(transport).read()),
        control: plainAccount(accounts.of('control').read()),
        static: plainAccount(accounts.of('static').read()),
      };
      const all = [...Object.values(parts.transports), parts.control, parts.static];
      return { wire: { bytesUp: sum(all, 'bytesUp'), bytesDown: sum(all, 'bytesDown') }, ...parts };
    },
  };

  function use(name: string): Client {
    const client = clients.get(name) ?? new Client(total);
    // A map keeps the order of insertion: re-inserting makes it a list by last use.
    clients.delete(name);
    clients.set(name, client);
    if (clients.size > maxClients) clients.delete(clients.keys().next().value as string);
    return client;
  }
}

class Client {
  readonly accounts: Accounts;
  #journal: Journal | undefined;

  constructor(total: Accounts) {
    this.accounts = new Accounts(total);
  }

  journal(now: () => number): Journal {
    this.#journal ??= new Journal(now);
    return this.#journal;
  }
}

class Accounts {
  readonly #total: Accounts | undefined;
  readonly #entries = new Map<Part, Entry>();

  constructor(total?: Accounts) {
    this.#total = total;
  }

  of(part: Part): Entry {
    const entry = this.#entries.get(part) ?? new Entry(part, this.#total?.of(part));
    this.#entries.set(part, entry);
    return entry;
  }
}

/** One line of the ledger. What is booked here is booked in the total of its part as well. */
export class Entry {
  readonly part: Part;
  readonly #total: Entry | undefined;
  readonly #figures: Record<Figure, number> = { requests: 0, emptyResponses: 0, connections: 0, events: 0 };
  readonly #up = noBytes();
  readonly #down = noBytes();

  constructor(part: Part, total: Entry | undefined) {
    this.part = part;
    this.#total = total;
  }

  add(figure: Figure, amount: number): void {
    this.#figures[figure] += amount;
    this.#total?.add(figure, amount);
  }

  book(direction: Direction, kind: ByteKind, bytes: number): void {
    const by = direction === 'up' ? this.#up : this.#down;
    by[kind] += bytes;
    this.#total?.book(direction, kind, bytes);
  }

  read(): TransportAccount {
    const [up, down] = [this.#up, this.#down];
    return {
      ...this.#figures,
      ...{ bytesUp: sumOf(up), bytesDown: sumOf(down), upBy: { ...up }, downBy: { ...down } },
      payloadBytes: down.payload,
    };
  }
}

function noBytes(): BytesByKind {
  return { setup: 0, head: 0, framing: 0, heartbeat: 0, payload: 0, other: 0 };
}

const sumOf = (bytes: BytesByKind) => BYTE_KINDS.reduce((sum, kind) => sum + bytes[kind], 0);

function plainAccount({ requests, connections, bytesUp, bytesDown }: TransportAccount): Account {
  return { requests, connections, bytesUp, bytesDown };
}

function sum(accounts: readonly Account[], figure: 'bytesUp' | 'bytesDown'): number {
  return accounts.reduce((bytes, account) => bytes + account[figure], 0);
}
