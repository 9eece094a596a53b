/** What spoils a stretch of a run. */
export const SPOILERS = [
  /** The page was not shown: browsers slow down what nobody sees. */
  'hidden',
  /** Neither page nor worker ran: the machine slept. */
  'slept',
  /** One of the two clocks was set. */
  'clock-jumped',
  /** The clocks could not be matched to better than 5 ms. */
  'clock-uncertain',
  /** The worker's event loop was late: arrivals were noted later than they were. */
  'worker-late',
  /** The page is not cross-origin isolated: its clock is coarse. */
  'not-isolated',
  /** Another tab of the lab holds some of the six connections that a browser gives to an origin. */
  'other-tab',
  /** The publisher was behind its rate, or left events out. */
  'publisher-behind',
  /** The server, or the network on the way to it, did not answer. */
  'server-away',
  /** The server began anew, and with it its ledger. */
  'server-restarted',
] as const;

export type Spoiler = (typeof SPOILERS)[number];
