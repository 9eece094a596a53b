import type { Socket } from 'node:net';
import { ProblemError } from '../problems.ts';
import { answeringOf } from '../wire/answering.ts';
import type { Booking, ClientKey } from '../wire/booking.ts';
import type { Meter } from '../wire/meter.ts';
import { isTransport } from '../wire/part.ts';

/** Throws 503 when the client has more requests open than `max`, this one included; 0 sets no limit. */
export function capConnections(
  client: ClientKey,
  max: number,
  meter: Pick<Meter, 'sockets'>,
  { carriedBy }: Pick<Booking, 'carriedBy'>,
): void {
  if (max === 0) return;
  const isOpen = (socket: Socket) => {
    const owner = carriedBy(socket);
    return owner?.client === client && isTransport(owner.part) && answeringOf(socket).kind !== 'idle';
  };
  const others = meter.sockets().filter(isOpen).length - 1;
  if (others < max) return;
  throw new ProblemError(503, `The proxy allows a client ${max} requests at once; ${others} are open`);
}
