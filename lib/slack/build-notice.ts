import type { VendorConfig } from '../config/schema.ts';
import type { Notice } from '../domain/notice.ts';
import type { Ticket } from '../domain/ticket.ts';
import { buildAllClear } from './build-all-clear.ts';
import { buildBlindness } from './build-blindness.ts';
import { buildDigest } from './build-digest.ts';
import { buildUnusable } from './build-unusable.ts';
import type { Message } from './message.ts';
import { replacedNote } from './replaced-note.ts';
import { WORDING } from './wording.ts';

type NoticeContext = { vendor: VendorConfig; now: number; members: readonly Ticket[]; back?: string };

/** The one message of a notice (R24), in the state that it is in now. */
export const buildNotice = (notice: Notice, about: NoticeContext): Message => {
  const message = contentOf(notice, about);
  if (notice.replaced) message.blocks.push(replacedNote(WORDING[about.vendor.language], about.back));
  return message;
};

const contentOf = ({ facts }: Notice, { vendor, now, members }: NoticeContext): Message => {
  switch (facts.about) {
    case 'digest':
      return buildDigest(facts, members, vendor);
    case 'blind':
      return buildBlindness(facts, vendor, now);
    case 'all-clear':
      return buildAllClear(facts, vendor);
    case 'unusable':
      return buildUnusable(facts, vendor);
  }
};
