import {
  type Account,
  BYTE_KINDS,
  type ByteKind,
  type BytesByKind,
  type Ledger,
  type TransportAccount,
} from '../../protocol/ledger.ts';
import { forEachTransport, type Transport } from '../../protocol/transports.ts';
import type { Batch } from './batch.ts';
import { createJournal, type Journal } from './journal.ts';

/** What traffic is booked as: a transport's, the control API's, or the page's own files. */
export type Part = Transport | 'control' | 'static';

/** What is counted one by one; bytes are booked by kind. */
export type Figure = 'requests' | 'emptyResponses' | 'connections' | 'events';

export type Direction = 'up' | 'down';

/** One line of the ledger. What is booked here is booked in the total of its part as well. */
export type Entry = {
  readonly part: Part;
  add(figure: Figure, amount: number): void;
  book(direction: Direction, kind: ByteKind, bytes: number): void;
  /** Its bytes have left; its events are counted by whoever writes them. */
  bookBatch(batch: Pick<Batch, 'framingBytes' | 'payloadBytes'>): void;
  read(): TransportAccount;
};

/**
 * The account of wire bytes, requests and connections, by client and part. The accounts of the
 * clients seen longest ago are dropped past `maxClients`; the totals keep what they had booked.
 */
export type LedgerBook = {
  entry(client: string, part: Part): Entry;
  /** What the client's exchanges were. */
  journal(client: string): Journal;
  /** One client's account, or everybody's. A client never seen has an account of zeros. */
  read(client: string | undefined): Omit<Ledger, 'at'>;
};

export function createLedger(now: () => number, { maxClients = 1_000 } = {}): LedgerBook {
  const total = createAccounts();
  const clients = new Map<string, Client>();

  return {
    entry: (client, part) => use(client).accounts(part),
    journal: (client) => use(client).journal,
    read(client) {
      const accounts = client === undefined ? total : (clients.get(client)?.accounts ?? createAccounts());
      const parts = {
        transports: forEachTransport((transport) => accounts(transport).read()),
        control: plainAccount(accounts('control').read()),
        static: plainAccount(accounts('static').read()),
      };
      const all = [...Object.values(parts.transports), parts.control, parts.static];
      return { wire: { bytesUp: sum(all, 'bytesUp'), bytesDown: sum(all, 'bytesDown') }, ...parts };
    },
  };

  function use(name: string): Client {
    const client = clients.get(name) ?? { accounts: createAccounts(total), journal: createJournal(now) };
    // A map keeps the order of insertion: re-inserting makes it a list by last use.
    clients.delete(name);
    clients.set(name, client);
    if (clients.size > maxClients) clients.delete(clients.keys().next().value as string);
    return client;
  }
}

type Client = { readonly accounts: Accounts; readonly journal: Journal };

type Accounts = (part: Part) => Entry;

function createAccounts(total?: Accounts): Accounts {
  const entries = new Map<Part, Entry>();
  return (part) => {
    const entry = entries.get(part) ?? createEntry(part, total?.(part));
    entries.set(part, entry);
    return entry;
  };
}

function createEntry(part: Part, total: Entry | undefined): Entry {
  const figures: Record<Figure, number> = { requests: 0, emptyResponses: 0, connections: 0, events: 0 };
  const bytes = { up: noBytes(), down: noBytes() };
  return {
    part,
    add(figure, amount) {
      figures[figure] += amount;
      total?.add(figure, amount);
    },
    book(direction, kind, amount) {
      bytes[direction][kind] += amount;
      total?.book(direction, kind, amount);
    },
    bookBatch(batch) {
      bytes.down.framing += batch.framingBytes;
      bytes.down.payload += batch.payloadBytes;
      total?.bookBatch(batch);
    },
    read: () => ({
      ...figures,
      bytesUp: sumOf(bytes.up),
      bytesDown: sumOf(bytes.down),
      upBy: { ...bytes.up },
      downBy: { ...bytes.down },
      payloadBytes: bytes.down.payload,
    }),
  };
}

const noBytes = (): BytesByKind => ({ setup: 0, head: 0, framing: 0, heartbeat: 0, payload: 0, other: 0 });

const sumOf = (bytes: BytesByKind) => BYTE_KINDS.reduce((sum, kind) => sum + bytes[kind], 0);

function plainAccount({ requests, connections, bytesUp, bytesDown }: TransportAccount): Account {
  return { requests, connections, bytesUp, bytesDown };
}

function sum(accounts: readonly Account[], figure: 'bytesUp' | 'bytesDown'): number {
  return accounts.reduce((bytes, account) => bytes + account[figure], 0);
}
