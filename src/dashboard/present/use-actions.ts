import type { FaultRequest } from '../../protocol/faults.ts';
import { LANE_LABELS } from '../../protocol/lanes.ts';
import { useChangeView } from '../address/view.ts';
import { causedWords, faultWords } from '../faults/fault-words.ts';
import { useFaultCommands } from '../faults/use-faults.ts';
import { useChangeExperiment, useExperiment } from '../queries.ts';
import { useIsSaved, useServices } from '../services.tsx';
import type { Action } from './keys.ts';

const OUTAGE_S = 5;

/** Does what a key asks for; `say` is told what came of it. */
export function useActions(say: (words: string) => void, toggleHelp: () => void): (action: Action) => void {
  const { lab } = useServices();
  const isSaved = useIsSaved();
  const running = useExperiment()?.publisher.running;
  const { mutate: change } = useChangeExperiment();
  const { cause } = useFaultCommands();
  const changeView = useChangeView();

  function fault(request: FaultRequest): void {
    cause.mutate(request, {
      onSuccess: (caused) => say(causedWords(caused)),
      onError: (error) => say(`${faultWords(request)} was not caused: ${error.message}.`),
    });
  }

  return (action) => {
    if (action.kind === 'end') return changeView({ presenting: false });
    if (action.kind === 'help') return toggleHelp();
    if (isSaved) return say('A saved run is shown: there is nothing to control.');
    switch (action.kind) {
      case 'lane': {
        const { snapshot, flipped } = lab.state();
        const isOn = flipped[action.lane] ?? snapshot?.lanes[action.lane].on;
        if (isOn === undefined) return;
        lab.switchLane(action.lane, !isOn);
        return say(`${LANE_LABELS[action.lane]} ${isOn ? 'off' : 'on'}`);
      }
      case 'reset':
        lab.reset();
        return say('A new run begins');
      case 'pause':
        if (running === undefined) return;
        return change(
          { publisher: { running: !running } },
          {
            onSuccess: () => say(running ? 'Stream paused' : 'Stream resumed'),
            onError: (error) => say(`Not ${running ? 'paused' : 'resumed'}: ${error.message}.`),
          },
        );
      case 'cut':
        return fault({ kind: 'cut', how: 'rst' });
      case 'outage':
        return fault({ kind: 'outage', seconds: OUTAGE_S });
    }
  };
}
