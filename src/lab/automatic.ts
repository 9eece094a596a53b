import { createAutomatic } from '../client/automatic.ts';
import type { Platform } from '../client/platform.ts';
import { ABORTED, type ClientTransport, type CloseReason, type TransportConfig } from '../client/transport.ts';
import type { TellNegotiated } from './lane.ts';

/**
 * The automatic lane's transport, the same one for as long as the page is open: what worked is remembered when the lane
 * is stopped and started, and over a reset.
 */
export function createAutomaticOnce(
  config: TransportConfig,
  platform: Platform,
): (tell: TellNegotiated) => ClientTransport {
  let listener: TellNegotiated = () => {};
  let before: Promise<CloseReason> = Promise.resolve(ABORTED);
  const transport = createAutomatic(config, platform, (negotiated) => listener(negotiated));

  return (tell) => ({
    async run(attempt) {
      // A lane is started again while its attempt of before still lets go of its sockets.
      await before;
      if (attempt.signal.aborted) return ABORTED;
      listener = tell;
      before = transport.run(attempt);
      return before;
    },
  });
}
