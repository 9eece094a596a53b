/** How wide a text is at a size, px: asked of the browser, or estimated. */
export type Measure = (text: string, fontPx: number) => number;

/** The text in lines of at most `width` px; a word that is longer has a line to itself. */
export function textLines(text: string, fontPx: number, width: number, measure: Measure): string[] {
  const lines: string[] = [];
  let line = '';
  // Not at the no-break spaces that hold a number and its unit together.
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && measure(longer, fontPx) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return line === '' ? lines : [...lines, line];
}
