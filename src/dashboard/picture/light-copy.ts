import classes from './picture.module.css';

/** What is no part of the picture: its own heading, which the picture has anyway, and what is pressed. */
export const SKIPPED = { 'data-picture-skip': true } as const;

/**
 * Hands `use` a copy of a figure, laid out as the figure is, but on light paper whatever the page's scheme. The copy
 * stands beside it, so that the same rules of the style sheet hold, and is gone before anybody can see it.
 */
export function withLightCopy<Answer>(figure: Element, use: (copy: HTMLElement) => Answer): Answer {
  const host = document.createElement('div');
  host.className = classes.copy ?? '';
  host.dataset.paper = 'light';
  host.setAttribute('aria-hidden', 'true');
  host.style.width = `${figure.getBoundingClientRect().width}px`;
  const copy = figure.cloneNode(true) as HTMLElement;
  for (const skipped of copy.querySelectorAll('[data-picture-skip], .recharts-tooltip-cursor')) skipped.remove();
  host.append(copy);
  (figure.parentElement ?? document.body).append(host);
  try {
    return use(copy);
  } finally {
    host.remove();
  }
}
