import type { Socket } from 'node:net';
import { bytesGivenToKernel } from '../wire/meter.ts';
import type { StreamServices } from './server-transport.ts';

/** True once the socket has taken all that was written; false when it takes nothing for `stallMs`, or is closed. */
export function drained(socket: Socket, stallMs: number, setTimer: StreamServices['setTimer']): Promise<boolean> {
  return new Promise((resolve) => {
    let taken = bytesGivenToKernel(socket);
    const check = () => {
      const takenNow = bytesGivenToKernel(socket);
      if (takenNow === taken) return settle(false);
      taken = takenNow;
      cancelTimer = setTimer(stallMs, check);
    };
    const settle = (result: boolean) => {
      cancelTimer();
      socket.off('drain', onDrain);
      socket.off('close', onClose);
      resolve(result);
    };
    const onDrain = () => settle(true);
    const onClose = () => settle(false);
    let cancelTimer = setTimer(stallMs, check);
    socket.on('drain', onDrain);
    socket.on('close', onClose);
  });
}
