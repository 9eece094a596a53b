export type PictureFormat = 'png' | 'svg';

/** `transport-lab-latency-2026-11-21T12-00-00.png`: the time is UTC's, without the colons that no file name may have. */
export function pictureFileName(title: string, at: Date, format: PictureFormat): string {
  const time = at.toISOString().slice(0, 19).replaceAll(':', '-');
  return `transport-lab-${slug(title)}-${time}.${format}`;
}

const LONGEST = 40;

function slug(title: string): string {
  const words = title.toLowerCase().match(/[a-z0-9]+/g) ?? ['picture'];
  return words.join('-').slice(0, LONGEST).replace(/-$/, '');
}
