import type { Platform } from '../../client/platform.ts';
import { TRANSPORTS } from '../../protocol/transports.ts';
import { AUTOMATIC_CASES, CASES, JOINT_CASES } from './cases/index.ts';
import { runCase } from './run-case.ts';

/** Where a case is run: in this process or page, on servers that the stage service sets up. */
export type Place = { readonly serviceUrl: string; readonly platform: Platform };

/** Tests as both runners, Vitest and Playwright, know them. */
export type ContractGroup = { readonly group: string; readonly tests: readonly ContractTest[] };
export type ContractTest = { readonly name: string; run(place: Place): Promise<void> };

export const CONTRACT: readonly ContractGroup[] = [
  ...TRANSPORTS.map((transport) => ({
    group: transport,
    tests: CASES.filter(({ transports }) => transports.includes(transport)).map(({ name, run }) => ({
      name,
      run: (place: Place) => runCase((stageOf) => run(stageOf(transport)), place),
    })),
  })),
  {
    group: 'automatic',
    tests: AUTOMATIC_CASES.map(({ name, run }) => ({
      name,
      run: (place: Place) => runCase((stageOf) => run(stageOf('automatic')), place),
    })),
  },
  {
    group: 'all four',
    tests: JOINT_CASES.map(({ name, run }) => ({ name, run: (place: Place) => runCase(run, place) })),
  },
];
