import type { Platform } from '../../client/platform.ts';
import type { Swarm, SwarmPlan } from '../../protocol/swarm.ts';
import type { Transport } from '../../protocol/transports.ts';
import type { SwarmControl } from './control.ts';
import { type Crowd, createCrowd } from './crowd.ts';
import { countLaneBytes } from './lane-bytes.ts';
import { createLaneClient } from './lane-client.ts';
import { createLeanClient } from './lean-client.ts';
import { LEAN_TRANSPORTS } from './lean-transports.ts';
import { createPosition } from './position.ts';
import type { Tally } from './tally.ts';

/** The clients of a swarm, by who reads for them. */
export type Readers = {
  crowd(transport: Transport): Crowd;
  /** Counts what was not counted as it came. */
  settle(): void;
  stop(): void;
};

type Needs = {
  readonly reader: Swarm['reader'];
  readonly plan: SwarmPlan;
  readonly number: number;
  readonly url: string;
  readonly control: SwarmControl;
  readonly platform: Platform;
  readonly openPosition?: typeof createPosition;
};

export function openReaders(needs: Needs): Readers {
  return needs.reader === 'lean' ? leanReaders(needs) : laneReaders(needs);
}

function leanReaders({ plan, url, control, platform, openPosition = createPosition }: Needs): Readers {
  const cursor = askedOnce(control.cursor);
  return {
    crowd: (transport) =>
      createCrowd(transport, (tally) =>
        createLeanClient(
          LEAN_TRANSPORTS[transport],
          { url, plan, tally, position: openPosition(tally), toServerTime: control.toServerTime, cursor },
          platform,
        ),
      ),
    settle() {},
    stop() {},
  };
}

function laneReaders({ plan, number, url, control, platform, openPosition = createPosition }: Needs): Readers {
  const tallies = new Map<Transport, Tally>();
  const unbooked = { bytesUp: 0, bytesDown: 0 };
  const bytes = countLaneBytes(url, platform, (transport) => tallies.get(transport) ?? unbooked);
  return {
    crowd(transport) {
      const common = { url, plan, toServerTime: control.toServerTime, cursor: control.cursor };
      let created = 0;
      const crowd = createCrowd(transport, (tally) => {
        created += 1;
        const client = `swarm-${number}-${transport}-${created}`;
        return createLaneClient(transport, { ...common, tally, position: openPosition(tally), client }, bytes.platform);
      });
      tallies.set(transport, crowd.tally);
      return crowd;
    },
    settle: bytes.settle,
    stop: bytes.stop,
  };
}

/** Whoever asks while a question is under way is given the same answer: thousands start within a second. */
function askedOnce(ask: () => Promise<string>): () => Promise<string> {
  let asked: Promise<string> | undefined;
  return () => {
    asked ??= ask().finally(() => {
      asked = undefined;
    });
    return asked;
  };
}
