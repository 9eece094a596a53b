import { existsSync } from 'node:fs';
import type { PeerSpec } from './index.ts';

export const NGINX = '/usr/sbin/nginx';
export const NCHAN_MODULE = '/usr/lib/nginx/modules/ngx_nchan_module.so';

/** What has to be installed before a peer can run, in words; null when it can. */
export function missingPart({ module }: PeerSpec): string | null {
  if (module !== 'nchan' || (existsSync(NGINX) && existsSync(NCHAN_MODULE))) return null;
  return 'it needs nginx with Nchan (Debian: apt-get install nginx libnginx-mod-nchan)';
}
