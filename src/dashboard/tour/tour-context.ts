import { createContext, use } from 'react';

/** Off, offered by the page on a first visit, or asked for by a person, who wants the focus there. */
export type TourState = 'off' | 'offered' | 'asked';

export type Tour = { readonly state: TourState; start(): void; end(): void };

export const TourContext = createContext<Tour>({ state: 'off', start() {}, end() {} });

export const useTour = (): Tour => use(TourContext);

/** Where the focus goes when the tour is left. */
export const TOUR_BUTTON_ID = 'tour-button';
