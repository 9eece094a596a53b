import type { Network } from '../../protocol/network.ts';
import { NETWORK_PRESETS, type NetworkPreset } from '../../protocol/network-presets.ts';

/** The preset whose conditions are in effect; undefined for conditions of one's own. */
export function chosenPreset(network: Network): NetworkPreset | undefined {
  return NETWORK_PRESETS.find(({ conditions }) =>
    Object.entries(conditions).every(([name, value]) => network[name as keyof Network] === value),
  );
}
