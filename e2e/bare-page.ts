/**
 * The least that a page can do to measure the latency of a WebSocket: a worker that reads it, alone or beside the three
 * other transports. It matches its clock with the server's as the lab does: the shortest of some exchanges, the server's
 * time taken for the middle of it.
 */
const WORKER = `
const now = () => performance.timeOrigin + performance.now();
addEventListener('message', async ({ data: { windowMs, isAlone } }) => {
  let best = { roundTripMs: Infinity, clockMs: 0 };
  for (let count = 0; count < 20; count += 1) {
    const sentAt = now();
    const answer = await fetch('/api/clock', { cache: 'no-store' });
    const receivedAt = now();
    const roundTripMs = receivedAt - sentAt;
    const server = await answer.json();
    if (roundTripMs < best.roundTripMs) best = { roundTripMs, clockMs: server.now - (sentAt + receivedAt) / 2 };
  }
  const latencies = [];
  const socket = new WebSocket('ws://' + location.host + '/streams/main/websocket');
  socket.addEventListener('message', ({ data }) => {
    const receivedAt = now();
    latencies.push(receivedAt + best.clockMs - JSON.parse(data).at);
  });
  if (!isAlone) {
    new EventSource('/streams/main/sse').addEventListener('message', ({ data }) => JSON.parse(data));
    poll('/streams/main/long-polling', 0);
    poll('/streams/main/short-polling', 2_000);
  }
  setTimeout(() => postMessage({ latencies, clockMs: best.clockMs, isolated: crossOriginIsolated }), windowMs);
});
async function poll(path, pauseMs) {
  let after = '';
  for (;;) {
    const answer = await fetch(path + after, { cache: 'no-store' });
    const cursor = answer.status === 204 ? answer.headers.get('Stream-Cursor') : (await answer.json()).cursor;
    after = '?after=' + cursor;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
`;

/** What is served, by path. */
export const BARE_PAGE: Readonly<Record<string, { readonly type: string; readonly text: string }>> = {
  '/bare.html': { type: 'text/html', text: `<!doctype html><script src="/bare.js"></script>` },
  '/bare.js': { type: 'text/javascript', text: `globalThis.worker = new Worker('/bare-worker.js');` },
  '/bare-worker.js': { type: 'text/javascript', text: WORKER },
};
