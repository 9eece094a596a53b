import '../protocol/zod-without-eval.ts';
import { browserPlatform } from '../client/platform.ts';
import { createLab } from './lab.ts';
import type { LabCommand } from './messages.ts';

/** The lab in a worker of its own, so that drawing the page cannot disturb a measurement. */
const lab = createLab(location.origin, browserPlatform, (report) => postMessage(report));

addEventListener('message', ({ data }: MessageEvent<LabCommand>) => lab.handle(data));
