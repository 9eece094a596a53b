import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** A process of ours that answers questions, and the first thing that it said. */
export type Answering<Question, Ready> = {
  readonly ready: Ready;
  readonly pid: number;
  /** @throws when the process is gone, or does not answer within a minute. */
  ask<Answer>(question: Question): Promise<Answer>;
  end(): Promise<void>;
};

const PATIENCE_MS = 60_000;

/** Starts a module as a process of its own; it ends with this one, however this one ends. */
export async function start<Question, Ready>(
  module: URL,
  args: readonly string[],
): Promise<Answering<Question, Ready>> {
  const child = fork(module, args, { execArgv: ['--expose-gc'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  let number = 0;
  const ready = (await answerTo(child, 0)) as Ready;
  return {
    ready,
    pid: child.pid ?? 0,
    async ask<Answer>(question: Question) {
      number += 1;
      const answer = answerTo(child, number);
      child.send({ number, question });
      return (await answer) as Answer;
    },
    async end() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, 'exit');
      if (child.connected) child.disconnect();
      const impatience = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await exit;
      clearTimeout(impatience);
    },
  };
}

/** The other side: says that it is ready, and answers until the run has gone. */
export function answerAll<Question>(ready: unknown, answer: (question: Question) => unknown, end: () => unknown): void {
  process.on('message', async ({ number, question }: { number: number; question: Question }) => {
    const value = await answer(question);
    if (process.connected) process.send?.({ number, value });
  });
  process.once('disconnect', async () => {
    await end();
    process.exit();
  });
  // Ctrl-C goes to all processes of the terminal; the run ends its own in order.
  process.on('SIGINT', () => {});
  process.send?.({ number: 0, value: ready });
}

type Answer = { readonly number: number; readonly value: unknown };

function answerTo(child: ChildProcess, number: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const settle = (run: () => void) => {
      clearTimeout(impatience);
      child.off('message', onMessage);
      child.off('exit', onExit);
      run();
    };
    const onMessage = (answer: unknown) => {
      const told = answer as Answer;
      if (told.number === number) settle(() => resolve(told.value));
    };
    const onExit = (code: number | null) => settle(() => reject(new Error(`${child.spawnfile} ended with ${code}`)));
    const impatience = setTimeout(() => settle(() => reject(new Error('no answer within a minute'))), PATIENCE_MS);
    child.on('message', onMessage);
    child.on('exit', onExit);
  });
}
