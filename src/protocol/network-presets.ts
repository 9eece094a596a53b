import { type Network, NO_CONDITIONS } from './network.ts';

type PresetConditions = Pick<
  Network,
  'rttMs' | 'jitterMs' | 'upKbitPerSecond' | 'downKbitPerSecond' | 'lossPercent' | 'tls'
>;

export type NetworkPreset = {
  readonly name: string;
  readonly label: string;
  readonly conditions: PresetConditions;
  /** Where the figures are from; what the source does not give is left at none. */
  readonly source: { readonly text: string; readonly url: string } | undefined;
};

const { rttMs, jitterMs, upKbitPerSecond, downKbitPerSecond, lossPercent, tls } = NO_CONDITIONS;
const NONE: PresetConditions = { rttMs, jitterMs, upKbitPerSecond, downKbitPerSecond, lossPercent, tls };

const WEBPAGETEST = 'https://github.com/catchpoint/WebPageTest/blob/master/www/settings/connectivity.ini.sample';

/** Networks under the names that people know, best first. */
export const NETWORK_PRESETS: readonly NetworkPreset[] = [
  { name: 'none', label: 'None', conditions: NONE, source: undefined },
  {
    name: 'wifi',
    label: 'Home Wi-Fi',
    conditions: { ...NONE, rttMs: 2, downKbitPerSecond: 30_000, upKbitPerSecond: 15_000, tls: true },
    source: {
      text: 'Firefox, Network Monitor, throttling profile “Wi-Fi”',
      url: 'https://firefox-source-docs.mozilla.org/devtools-user/network_monitor/throttling/',
    },
  },
  {
    name: 'fibre',
    label: 'Fibre',
    conditions: { ...NONE, rttMs: 4, downKbitPerSecond: 20_000, upKbitPerSecond: 5_000, tls: true },
    source: { text: 'WebPageTest, connectivity profile “FIOS”', url: WEBPAGETEST },
  },
  {
    name: 'cable',
    label: 'Cable',
    conditions: { ...NONE, rttMs: 28, downKbitPerSecond: 5_000, upKbitPerSecond: 1_000, tls: true },
    source: { text: 'WebPageTest, connectivity profile “Cable”', url: WEBPAGETEST },
  },
  {
    name: 'slow-4g',
    label: 'Slow 4G',
    conditions: { ...NONE, rttMs: 150, downKbitPerSecond: 1_600, upKbitPerSecond: 750, tls: true },
    source: {
      text: 'Lighthouse, throttling preset “Slow 4G”',
      url: 'https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md',
    },
  },
  {
    name: 'slow-3g',
    label: 'Slow 3G',
    conditions: { ...NONE, rttMs: 200, downKbitPerSecond: 780, upKbitPerSecond: 330, tls: true },
    source: { text: 'WebPageTest, connectivity profile “Mobile 3G - Slow”', url: WEBPAGETEST },
  },
  {
    name: 'satellite',
    label: 'Satellite',
    conditions: { ...NONE, rttMs: 600, tls: true },
    source: {
      text: 'APNIC, G. Huston, “Using LEOs and GEOs”, on geostationary satellites; it gives the round trip only',
      url: 'https://labs.apnic.net/index.php/2022/04/28/using-leos-and-geos/',
    },
  },
  {
    name: 'edge',
    label: 'EDGE (2G)',
    conditions: { ...NONE, rttMs: 840, downKbitPerSecond: 240, upKbitPerSecond: 200, tls: true },
    source: { text: 'WebPageTest, connectivity profile “Mobile Edge”', url: WEBPAGETEST },
  },
];
