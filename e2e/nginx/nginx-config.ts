import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const DOCUMENTED = fileURLToPath(new URL('../../docs/nginx.conf', import.meta.url));

export const documented = (): string => readFileSync(DOCUMENTED, 'utf8');

/** docs/nginx.conf as it is, but for where it listens and where the lab is. */
export function documentedConfig(labPort: number, port: number): string {
  return [
    ['listen 80;', `listen 127.0.0.1:${port};`],
    ['server 127.0.0.1:4400;', `server 127.0.0.1:${labPort};`],
  ].reduce(
    (config, [from = '', to = '']) => {
      if (config.split(from).length !== 2) throw new Error(`docs/nginx.conf must say "${from}" once`);
      return config.replace(from, to);
    },
    readFileSync(DOCUMENTED, 'utf8'),
  );
}

/**
 * nginx as it comes: nothing but where the lab is. From 1.29.7 on it speaks HTTP/1.1 to the server by default, which
 * changes what is buffered; the versions that people have speak 1.0.
 */
export function bareConfig(labPort: number, port: number, directives = 'proxy_http_version 1.0;'): string {
  return `
server {
  listen 127.0.0.1:${port};
  location / {
    proxy_pass http://127.0.0.1:${labPort};
    ${directives}
  }
}
`;
}
