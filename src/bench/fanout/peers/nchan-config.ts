import { NCHAN_MODULE } from './missing-part.ts';

/** Messages that a subscriber may be behind; the default of 10 would be 10 ms at 1,000 a second. */
const BUFFERED = 20_000;

/** nginx with one worker, as Node has one thread, and all that it writes under `directory`. */
export function nchanConfig(directory: string, port: number, user: string): string {
  return `load_module ${NCHAN_MODULE};
user ${user};
daemon off;
worker_processes 1;
worker_rlimit_nofile 20000;
pid ${directory}/nginx.pid;
error_log ${directory}/error.log error;
events { worker_connections 12000; }
http {
  access_log off;
  client_body_temp_path ${directory}/body;
  proxy_temp_path ${directory}/proxy;
  fastcgi_temp_path ${directory}/fastcgi;
  uwsgi_temp_path ${directory}/uwsgi;
  scgi_temp_path ${directory}/scgi;
  client_body_buffer_size 128k;
  keepalive_requests 1000000000;
  keepalive_timeout 1h;
  nchan_shared_memory_size 512M;
  server {
    listen 127.0.0.1:${port} backlog=4096;
    nchan_message_buffer_length ${BUFFERED};
    location = /publish { nchan_publisher; nchan_channel_id main; }
    location = /websocket { nchan_subscriber websocket; nchan_subscriber_first_message newest; nchan_channel_id main; }
    location = /sse { nchan_subscriber eventsource; nchan_subscriber_first_message newest; nchan_channel_id main; }
  }
}
`;
}
