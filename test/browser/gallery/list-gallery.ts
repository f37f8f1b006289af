import { listActs } from './list-acts.ts';
import { listActingCards, listCards } from './list-cards.ts';
import { listLines, listSteps } from './list-lines.ts';
import { listNotices } from './list-notices.ts';
import { type Entry, type Language, teamIn } from './made-up-team.ts';

/** Chapters of messages that people can press. */
export const ACTING_CHAPTERS = ['acting-cards', 'refusals', 'forms', 'orders', 'home', 'search'];

/** Every kind of message, by chapter. */
export const listGallery = (language: Language, team = teamIn(language)): Record<string, Entry[]> => {
  return {
    cards: listCards(team),
    lines: listLines(team),
    steps: listSteps(team),
    ...listNotices(team),
    'acting-cards': listActingCards(team),
    ...listActs(team),
  };
};
