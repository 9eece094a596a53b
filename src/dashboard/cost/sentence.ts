/** With a capital and a full stop, whoever wrote it. */
export function asSentence(words: string): string {
  const text = words.trim();
  if (text === '') return '';
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
