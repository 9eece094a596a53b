const NAME = 'lane-padding';

/**
 * A `Set-Cookie` value after which a browser sends `bytes` more bytes of cookie with each request of a lane, as it
 * would with the cookies of a session and of what else a site remembers. They are real: the browser sends them and the
 * meter counts them. It is told with every answer about the experiment, also that there is none, because a cookie of
 * another day would inflate the counts of this one.
 */
export function laneCookie(bytes: number): string {
  const attributes = 'Path=/streams; HttpOnly; SameSite=Strict';
  const own = `${NAME}=`.length;
  return bytes > 0 ? `${NAME}=${'x'.repeat(bytes - own)}; ${attributes}` : `${NAME}=; Max-Age=0; ${attributes}`;
}
