import type { Spoiler } from '../../lab/messages.ts';

export type SpoilerWords = {
  /** On the charts, where there is little room. */
  readonly label: string;
  /** What happened. */
  readonly what: string;
  /** What it does to the figures. */
  readonly spoils: string;
};

export const SPOILER_WORDS: Record<Spoiler, SpoilerWords> = {
  hidden: {
    label: 'hidden',
    what: 'This page was hidden',
    spoils:
      'Browsers give pages that nobody sees less of the processor, and some slow their timers: polls may have been sent and arrivals noted late. Latencies here may be too high, those of short polling first.',
  },
  slept: {
    label: 'slept',
    what: 'The machine slept',
    spoils:
      'Nothing was received meanwhile. The latencies of what came afterwards tell how long it slept, not how fast a lane is, and connections may have been lost.',
  },
  'clock-jumped': {
    label: 'clock jumped',
    what: 'A clock was set',
    spoils:
      'The clocks were matched anew. Latencies and transits just before are wrong by as much as the clock was set.',
  },
  'clock-uncertain': {
    label: 'clock unsure',
    what: 'The clocks could not be matched to better than 5 ms',
    spoils: 'Latencies and transits may be wrong by that much, all lanes alike. Waits, requests and bytes are right.',
  },
  'worker-late': {
    label: 'worker late',
    what: 'The worker that measures was held up',
    spoils: 'Arrivals were noted later than they were: latencies and transits here are too high, on all lanes.',
  },
  'not-isolated': {
    label: 'not isolated',
    what: 'This page is not cross-origin isolated',
    spoils:
      'The browser blurs its clock to 100 µs or more: shorter latencies and transits cannot be told apart. The lab isolates itself on localhost and over HTTPS.',
  },
  'other-tab': {
    label: 'other tab',
    what: 'Another tab of this lab was open',
    spoils:
      'A browser has six HTTP connections for one server, for all its tabs. The other tab’s held requests and streams take from them, so requests of this one may have waited for a free one: latencies may be too high.',
  },
  'server-away': {
    label: 'server away',
    what: 'The server did not answer',
    spoils:
      'What was published meanwhile arrived late, or not at all: the latencies that follow tell how long the server was away, not how fast a lane is.',
  },
  'server-restarted': {
    label: 'server restarted',
    what: 'The server began anew',
    spoils:
      'Its ledger counts from zero again: requests, connections and bytes here are those since then, while events, latencies and delivery are those of the whole run. Reset the lanes to compare them.',
  },
  'publisher-behind': {
    label: 'publisher behind',
    what: 'The publisher could not keep its rate',
    spoils:
      'Events were published late or left out, so there were fewer than was asked for, in bursts. What arrived is measured rightly, but not at the rate that is set.',
  },
};
