/**
 * The least that a page can do to measure the latency of a WebSocket: a worker that reads it, alone or beside the three
 * other transports. It matches its clock with the server's as the lab does: the shortest of some exchanges, the server's
 * time taken for the middle of it.
 */
export const BARE_WORKER = `
const now = () => performance.timeOrigin + performance.now();
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
addEventListener('message', async ({ data: { url, settleMs, windowMs, isAlone } }) => {
  let best = { roundTripMs: Infinity, clockMs: 0 };
  for (let count = 0; count < 20; count += 1) {
    const sentAt = now();
    const answer = await fetch(url + '/api/clock', { cache: 'no-store' });
    const receivedAt = now();
    const roundTripMs = receivedAt - sentAt;
    const server = await answer.json();
    if (roundTripMs < best.roundTripMs) best = { roundTripMs, clockMs: server.now - (sentAt + receivedAt) / 2 };
  }
  let latencies = [];
  const socket = new WebSocket(url.replace('http', 'ws') + '/streams/main/websocket');
  socket.addEventListener('message', ({ data }) => {
    const receivedAt = now();
    latencies.push(receivedAt + best.clockMs - JSON.parse(data).at);
  });
  if (!isAlone) {
    new EventSource(url + '/streams/main/sse').addEventListener('message', ({ data }) => JSON.parse(data));
    poll(url + '/streams/main/long-polling', 0);
    poll(url + '/streams/main/short-polling', 2_000);
  }
  await sleep(settleMs);
  latencies = [];
  await sleep(windowMs);
  postMessage({ latencies, clockMs: best.clockMs, isolated: crossOriginIsolated });
});
async function poll(path, pauseMs) {
  let after = '';
  for (;;) {
    const answer = await fetch(path + after, { cache: 'no-store' });
    const cursor = answer.status === 204 ? answer.headers.get('Stream-Cursor') : (await answer.json()).cursor;
    after = '?after=' + cursor;
    await sleep(pauseMs);
  }
}
`;
