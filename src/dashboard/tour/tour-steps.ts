/** One step of the tour; `target` finds the part of the page that it speaks of. */
export type TourStep = { readonly title: string; readonly text: string; readonly target: string };

export const TOUR_STEPS: readonly TourStep[] = [
  {
    title: 'One stream, four transports',
    text: 'The server publishes one stream of events, and each lane receives it by another transport, measured on the wire. Flip a switch: the lane stops or starts, live. The sign beside the switch shows its code.',
    target: '[data-side-by-side]',
  },
  {
    title: 'See it happen',
    text: 'Here every request, answer and event is drawn as it goes between client and server: a poll that asks in vain, one that is held, a stream that just delivers. Stop the picture, and point at anything.',
    target: '[aria-labelledby="ladder-title"]',
  },
  {
    title: 'Make the network worse',
    text: 'Open “The network in between” for a slow, lossy or distant network. Open “Faults” to cut every connection, and see which lane notices first, and what that costs it.',
    target: '[aria-labelledby="network-title"], [aria-labelledby="faults-title"]',
  },
  {
    title: 'Change the experiment, and share it',
    text: 'Set how often events come and how often is polled, and see latency and bytes follow. The address of this page holds all of it: whoever opens the link sees the same experiment.',
    target: '[aria-labelledby="controls-title"]',
  },
];
