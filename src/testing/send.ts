import { request } from 'node:http';

/**
 * Sends JSON to the control API; rejects with what was refused. On a connection of its own: `fetch` would share those
 * of the clients under test, which are cut and counted.
 */
export async function send(
  url: string,
  method: 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<unknown> {
  const text = await ask(url, method, path, body);
  return text === '' ? undefined : JSON.parse(text);
}

/** What is there, as text; on a connection of its own. */
export function getText(url: string, path: string): Promise<string> {
  return ask(url, 'GET', path, undefined);
}

function ask(url: string, method: string, path: string, body: unknown): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { 'Content-Type': 'application/json' };
    const sent = request(`${url}${path}`, { method, agent: false, headers }, async (response) => {
      const text = (await response.setEncoding('utf8').toArray()).join('');
      const { statusCode = 0 } = response;
      if (statusCode >= 400) reject(new Error(`${method} ${path} was answered with ${statusCode}: ${text}`));
      else resolve(text);
    });
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
