import { describe, expect, it } from 'vitest';
import { highlight } from './highlight.ts';
import { AUTOMATIC_FILE, CLIENT_FILES, SERVER_FILES } from './sources.ts';

describe('highlight', () => {
  it.each([...Object.values(CLIENT_FILES), ...Object.values(SERVER_FILES), AUTOMATIC_FILE])(
    'loses and adds nothing: $path',
    ({ text }) => {
      const lines = highlight(text).map((tokens) => tokens.map((token) => token.text).join(''));
      expect(`${lines.join('\n')}\n`).toBe(text);
    },
  );

  it('tells words of the language, texts and comments apart', () => {
    const [line] = highlight('const name = \'a <b> & "c"\'; // why');
    expect(line).toContainEqual({ kind: 'keyword', text: 'const' });
    expect(line).toContainEqual({ kind: 'string', text: '\'a <b> & "c"\'' });
    expect(line).toContainEqual({ kind: 'comment', text: '// why' });
  });

  it('goes on with a comment on its next line', () => {
    expect(highlight('/* one\n\n   two */')).toEqual([
      [{ kind: 'comment', text: '/* one' }],
      [],
      [{ kind: 'comment', text: '   two */' }],
    ]);
  });
});
