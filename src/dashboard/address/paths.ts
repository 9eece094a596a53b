/** The pages, by their addresses; the server answers each with the same file: src/server/page.ts. */
export const LAB_PATH = '/';
export const COST_PATH = '/cost';
