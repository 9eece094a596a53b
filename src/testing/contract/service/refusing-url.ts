import { connect } from 'node:net';

/**
 * An address where connections are refused. The port that a closed server leaves behind would not do:
 * the system may give it to the next one that asks for any. It gives nobody a port below 1024.
 */
export async function findRefusingUrl(): Promise<string> {
  for (let port = 1023; port > 1000; port -= 1) {
    if (await refuses(port)) return `http://127.0.0.1:${port}`;
  }
  throw new Error('something listens on every port from 1001 to 1023');
}

function refuses(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const settle = (result: boolean) => {
      socket.destroy();
      resolve(result);
    };
    socket.on('connect', () => settle(false));
    socket.on('error', () => settle(true));
  });
}
