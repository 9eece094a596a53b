/** What `read` makes of the command line. Where it refuses, the process ends with its words, and 2. */
export function orEnd<Options>(read: () => Options): Options {
  try {
    return read();
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exit(2);
  }
}
