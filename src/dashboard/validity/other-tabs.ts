/** As much of a `BroadcastChannel` as is used here: tabs of one origin hear each other, and never themselves. */
export type TabChannel = {
  postMessage(word: TabWord): void;
  addEventListener(type: 'message', listener: (event: { readonly data: TabWord }) => void): void;
};

export type TabWord = 'who is there?' | 'I am' | 'I leave';

export type TabWatch = {
  /** Asks, after having told whether anybody answered the question before. To be called every few seconds. */
  ask(): void;
  /** Says good-bye, when the page goes. */
  leave(): void;
};

/**
 * Watches for other tabs of the lab. Each asks now and then and answers at once: answers come promptly even from a
 * hidden tab, whose timers the browser slows, and a tab that crashed simply answers no more.
 *
 * @param tell is called with each change.
 */
export function watchOtherTabs(channel: TabChannel, tell: (there: boolean) => void): TabWatch {
  let answered = false;
  let told = false;

  channel.addEventListener('message', ({ data }) => {
    if (data === 'I leave') {
      // There may be others still: they answer before the next question.
      answered = false;
      channel.postMessage('who is there?');
      return;
    }
    if (data === 'who is there?') channel.postMessage('I am');
    answered = true;
    change(true);
  });

  return {
    ask() {
      change(answered);
      answered = false;
      channel.postMessage('who is there?');
    },
    leave: () => channel.postMessage('I leave'),
  };

  function change(there: boolean): void {
    if (there === told) return;
    told = there;
    tell(there);
  }
}
