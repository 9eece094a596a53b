import { useEffect, useSyncExternalStore } from 'react';

/** Offered where the platform has it; what was made full screen here ends with presenter mode. */
export function FullScreenButton() {
  const isFull = useSyncExternalStore(subscribe, isFullScreen);
  useEffect(
    () => () => {
      if (isFullScreen()) void document.exitFullscreen().catch(() => {});
    },
    [],
  );
  if (!document.fullscreenEnabled) return null;
  return (
    <button
      type="button"
      aria-pressed={isFull}
      // Refused or not, the page shows what came of it.
      onClick={() =>
        void (isFull ? document.exitFullscreen() : document.documentElement.requestFullscreen()).catch(() => {})
      }
    >
      Full screen
    </button>
  );
}

function subscribe(listener: () => void): () => void {
  document.addEventListener('fullscreenchange', listener);
  return () => document.removeEventListener('fullscreenchange', listener);
}

function isFullScreen(): boolean {
  return document.fullscreenElement !== null;
}
