import { z } from 'zod';
import { RUN_FILE_FORMAT, RUN_FILE_VERSION, type RunFile, runFileSchema } from '../../protocol/run-file.ts';
import { formatBytes, quantityText } from '../format.ts';

export type RunFileReading =
  | { readonly kind: 'run'; readonly file: RunFile }
  /** `why` goes on after "was not opened:". */
  | { readonly kind: 'refused'; readonly why: string };

/** As much of a `File` as is used here. */
export type FileLike = { readonly size: number; text(): Promise<string> };

/** Many times an hour of four lanes; more would only fill the memory of the page. */
export const MAX_RUN_FILE_BYTES = 64_000_000;

/** Reads what a person chose, which may be anything. Never rejects. */
export async function readRunFile(file: FileLike): Promise<RunFileReading> {
  if (file.size > MAX_RUN_FILE_BYTES)
    return refused(`it has ${sizeWords(file.size)}, and a saved run at most ${LIMIT}`);
  let content: unknown;
  try {
    content = JSON.parse(await file.text());
  } catch (error) {
    return refused(error instanceof SyntaxError ? `it is not JSON (${error.message})` : 'it could not be read');
  }
  const { format, version } = headSchema.safeParse(content).data ?? {};
  if (format !== RUN_FILE_FORMAT) {
    return refused(`it is not a saved run: its field “format” is not “${RUN_FILE_FORMAT}”`);
  }
  if (typeof version === 'number' && version > RUN_FILE_VERSION) {
    return refused(
      `it was saved by a newer Transport Lab, in version ${version} of the format; this one reads version ${RUN_FILE_VERSION}`,
    );
  }
  if (typeof version === 'number' && version < RUN_FILE_VERSION) {
    return refused(
      `it was saved by an older Transport Lab, in version ${version} of the format; this one reads version ${RUN_FILE_VERSION}`,
    );
  }
  const run = runFileSchema.safeParse(content);
  return run.success ? { kind: 'run', file: run.data } : refused(`it is damaged: ${damageWords(run.error)}`);
}

/** Of anything: whether it claims to be a saved run. */
const headSchema = z.object({ format: z.unknown(), version: z.unknown() });

const LIMIT = sizeWords(MAX_RUN_FILE_BYTES);

function sizeWords(bytes: number): string {
  return quantityText(formatBytes(bytes));
}

function refused(why: string): RunFileReading {
  return { kind: 'refused', why };
}

/** The first field that is wrong, what was expected there, and how many others there are. */
export function damageWords({ issues }: z.ZodError): string {
  const [first] = issues;
  if (!first) return 'it does not follow the format';
  const expected = first.message
    .replace(/^Invalid input: /, '')
    .replace(/, received undefined$/, ', and there is nothing')
    .replace(/, received /, ', and there is ');
  const others = issues.length - 1;
  const more = others === 0 ? '' : `; ${others} more ${others === 1 ? 'field is' : 'fields are'} wrong`;
  return `its field “${z.core.toDotPath(first.path)}”: ${expected}${more}`;
}
