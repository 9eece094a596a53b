import type { ClientKey } from '../booking.ts';
import { createLink, type Link } from './link.ts';

/** A client's access to the network, shared by all of its connections. */
export type Access = { readonly up: Link; readonly down: Link };

export type Links = {
  /** One connection's share in its client's access; nobody's at first. */
  share(): Share;
};

export type Share = {
  /** `isLane` false is for what does not go through the network. */
  access(isLane: boolean): Access;
  /** The connection is this client's from now on. */
  use(client: ClientKey): void;
  leave(): void;
};

type Needs = {
  settings(): { readonly upKbitPerSecond: number; readonly downKbitPerSecond: number; readonly lossPercent: number };
  now(): number;
  setTimer(delayMs: number, run: () => void): () => void;
};

/** Every client's access, for as long as it has a connection. */
export function createLinks({ settings, now, setTimer }: Needs): Links {
  const clients = new Map<ClientKey, Joined>();
  const isLossy = () => settings().lossPercent > 0;

  const linkOf = (kbitPerSecond: () => number) => createLink({ kbitPerSecond, isLossy, now, setTimer });
  const open = (): Access => ({
    up: linkOf(() => settings().upKbitPerSecond),
    down: linkOf(() => settings().downKbitPerSecond),
  });
  const around: Access = { up: linkOf(() => 0), down: linkOf(() => 0) };

  return {
    share() {
      let joined: Joined = { client: undefined, access: open(), users: 1 };
      return {
        access: (isLane) => (isLane ? joined.access : around),
        use(client) {
          if (client === joined.client) return;
          leave();
          joined = clients.get(client) ?? { client, access: open(), users: 0 };
          joined.users += 1;
          clients.set(client, joined);
        },
        leave,
      };

      /** What still waits at a link that nobody shares any more leaves it all the same: it goes when it is empty. */
      function leave(): void {
        joined.users -= 1;
        if (joined.users === 0 && joined.client !== undefined) clients.delete(joined.client);
      }
    },
  };
}

type Joined = { readonly client: ClientKey | undefined; readonly access: Access; users: number };
