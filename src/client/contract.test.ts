import { afterAll, beforeAll, describe, test } from 'vitest';
import { CONTRACT } from '../testing/contract/list.ts';
import { type StageService, startStageService } from '../testing/contract/service/stage-service.ts';
import { nodePlatform } from './platform-node.ts';

/** What every transport promises, in Node; `e2e/contract.spec.ts` runs the same in a browser. */
let service: StageService;
beforeAll(async () => {
  service = await startStageService();
});
afterAll(() => service.close());

for (const { group, tests } of CONTRACT) {
  describe.concurrent(group, () => {
    for (const { name, run } of tests) {
      test(name, { timeout: 60_000 }, () => run({ serviceUrl: service.url, platform: nodePlatform }));
    }
  });
}
