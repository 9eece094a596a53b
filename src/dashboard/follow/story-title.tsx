import type { Story } from '../../lab/messages.ts';
import classes from './follow-panel.module.css';

const timeOfDay = new Intl.DateTimeFormat('en', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  hourCycle: 'h23',
});

/** Which event the picture tells of. */
export function StoryTitle({ story, followed }: { story: Story | undefined; followed: number | undefined }) {
  return (
    <p className={classes.title}>
      {story ? (
        <>
          <strong>Event {story.id}</strong>, published {timeOfDay.format(story.at)}, type {story.type}:{' '}
          <span className={classes.text}>{story.text}</span>
        </>
      ) : (
        nothingWords(followed)
      )}
    </p>
  );
}

function nothingWords(followed: number | undefined): string {
  if (followed === undefined) return 'No event has arrived yet.';
  return `Event ${followed} is not known here: it has not arrived yet, is from before this run, or was forgotten after thousands of others.`;
}
