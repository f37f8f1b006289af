import type { QueueFilter } from '../../domain/act/queue.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';

/** A Home that somebody may be looking at. Slack does not say when a person leaves. */
export type HomeView = {
  /** A Slack user id. */
  by: string;
  filter: QueueFilter;
  /** `queueMark` of what was last shown. */
  mark: string;
  /** Epoch ms. */
  until: number;
};

/** The Homes that were opened or used lately, by the first live vendor that each shows. They go by themselves. */
export type HomeViews = {
  /** Strongly consistent. */
  read: (vendor: VendorRef) => Promise<HomeView[]>;
  /** Also notes in the vendor's state that somebody looks. The last one wins. */
  note: (vendor: VendorRef, view: HomeView) => Promise<void>;
  /**
   * Notes the mark that was shown of a view as it was read. If its person has used it since, nothing is noted, so that
   * it is shown again.
   */
  noteMark: (vendor: VendorRef, view: HomeView, mark: string) => Promise<void>;
};
