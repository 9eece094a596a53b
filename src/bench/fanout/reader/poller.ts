import { type Connection, openSocket } from './connection.ts';
import type { Delivery, Tally } from './delivery.ts';
import type { Dialect } from './dialects.ts';

type Poll = Extract<Dialect, { kind: 'poll' }>;

const HEAD_END = '\r\n\r\n';

/**
 * A subscriber that asks: one kept connection, one request after the other, each for what comes after the last event
 * that was seen. The first one asks where the stream stands.
 */
export function openPoller(
  port: number,
  { path, paced }: Poll,
  intervalMs: number,
  delivery: Delivery,
  tally: Tally,
): Connection {
  let epoch = '';
  let head = '';
  /** Of the body, still to come; undefined while the head is read. */
  let bodyLeft: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isFirst = true;

  const connection = openSocket(port, delivery, tally, (socket, settle) => {
    const ask = () => {
      // The first one is answered at once, by either kind.
      const query = epoch ? `?after=${epoch}-${delivery.lastId()}` : paced ? '' : '?wait=0';
      const request = `GET ${path}${query} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`;
      tally.requests += 1;
      tally.bytesUp += request.length;
      socket.write(request);
    };
    const answered = () => {
      bodyLeft = undefined;
      if (!paced) ask();
      // Spread over the interval from the beginning, as clients that come by themselves are.
      else timer = setTimeout(ask, intervalMs * (isFirst ? Math.random() : 1));
      isFirst = false;
      settle();
    };
    ask();
    return (chunk) => {
      let rest = chunk;
      if (bodyLeft === undefined) {
        const before = head.length;
        head += chunk.toString('latin1');
        const end = head.indexOf(HEAD_END);
        if (end < 0) return;
        rest = chunk.subarray(end + HEAD_END.length - before);
        bodyLeft = readHead(head.slice(0, end));
        head = '';
      }
      bodyLeft -= rest.length;
      if (rest.length > 0) delivery.take(rest);
      if (bodyLeft < 0) throw new Error('more than was asked for');
      if (bodyLeft === 0) answered();
    };
  });
  return {
    ...connection,
    close() {
      clearTimeout(timer);
      connection.close();
    },
  };

  function readHead(text: string): number {
    const status = text.slice(9, 12);
    epoch ||= /^stream-cursor: ([a-z0-9]+)-/im.exec(text)?.[1] ?? '';
    if (status === '204') return 0;
    if (status !== '200') throw new Error(`refused: ${text.split('\r\n', 1)}`);
    return Number(/^content-length: (\d+)/im.exec(text)?.[1]);
  }
}
