import hljs from 'highlight.js/lib/core';
import typescript from 'highlight.js/lib/languages/typescript';

hljs.registerLanguage('typescript', typescript);

/** A piece of a line; `kind` is what highlight.js calls it, such as `keyword`, and undefined for plain text. */
export type Token = { readonly kind: string | undefined; readonly text: string };

/** TypeScript as lines of tokens; together they are the text, without its line breaks and the last empty line. */
export function highlight(text: string): readonly (readonly Token[])[] {
  const { value } = hljs.highlight(text.trimEnd(), { language: 'typescript' });
  return linesOf(tokensOf(value));
}

/** All that highlight.js writes: a span that begins, one that ends, and text with five characters escaped. */
const PIECES = /<span class="hljs-([\w-]+)[^"]*">|(<\/span>)|([^<]+)/g;

/** As tokens instead of HTML, so that nothing has to be trusted to be put into the page as it is. */
function tokensOf(html: string): Token[] {
  const open: string[] = [];
  const tokens: Token[] = [];
  for (const [, begun, ended, text] of html.matchAll(PIECES)) {
    if (begun !== undefined) open.push(begun);
    else if (ended !== undefined) open.pop();
    else if (text !== undefined) tokens.push({ kind: open.at(-1), text: unescaped(text) });
  }
  return tokens;
}

/** A comment of several lines is a token on each of them. */
function linesOf(tokens: readonly Token[]): Token[][] {
  const lines: Token[][] = [[]];
  for (const { kind, text } of tokens) {
    for (const [index, part] of text.split('\n').entries()) {
      if (index > 0) lines.push([]);
      if (part !== '') lines.at(-1)?.push({ kind, text: part });
    }
  }
  return lines;
}

const ESCAPED: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
  '&amp;': '&',
};

function unescaped(text: string): string {
  return text.replace(/&(?:lt|gt|quot|#x27|amp);/g, (entity) => ESCAPED[entity] ?? entity);
}
