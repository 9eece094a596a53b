import { DEFAULT_LANE_SETTINGS, type LaneSettings } from '../../lab/messages.ts';
import { DEFAULT_PUBLISHER, type Experiment } from '../../protocol/experiment.ts';
import { networkSummary } from '../network/network-words.ts';
import { settingsGroups } from '../print/settings-words.ts';

export type CaptionParts = {
  /** Names the run; undefined while there is none. */
  readonly run: string | undefined;
  readonly at: Date;
  readonly isSaved: boolean;
  /** Undefined while the server has not told them. */
  readonly experiment: Experiment | undefined;
  readonly lanes: LaneSettings;
  /** What was measured, where it is not the lanes of the run. */
  readonly clients?: string | undefined;
};

/** Where a picture is from: the run, its time, and what was set, in one line. */
export function captionOf({ run, at, isSaved, experiment, lanes, clients }: CaptionParts): string {
  const time = `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  const parts = [
    `Transport Lab${experiment ? ` ${experiment.server.version}` : ''}`,
    clients ?? (run && `${isSaved ? 'saved run' : 'run'} ${run}`),
    time,
    ...(experiment ? settingsWords(experiment, clients === undefined ? lanes : undefined) : []),
  ];
  return parts.filter((part) => part).join(' · ');
}

/** The rate and the intervals always, for each figure depends on them; of the others, what differs. */
function settingsWords({ publisher, network }: Experiment, lanes: LaneSettings | undefined): string[] {
  const { ratePerSecond, arrivals, payloadBytes } = publisher;
  const others = settingsGroups({
    network,
    publisher: { ...DEFAULT_PUBLISHER, running: publisher.running, seed: publisher.seed },
    lanes: lanes ?? DEFAULT_LANE_SETTINGS,
  })
    .filter(({ title }) => title !== 'Network' && title !== 'Proxy')
    .flatMap(({ changed }) => changed)
    .filter(({ label }) => label !== 'Poll interval' && label !== 'Long-poll hold')
    .map(({ label, value }) => `${label.toLowerCase()} ${value}`);
  return [
    `${ratePerSecond}\u00a0events a second of ${payloadBytes}\u00a0B, ${arrivals}`,
    ...(lanes ? [`poll every ${lanes.pollIntervalMs}\u00a0ms, hold ${lanes.holdSeconds}\u00a0s`] : []),
    `network: ${networkSummary(network) || 'nothing added'}`,
    ...others,
  ];
}
