import type { KnownNotices } from '../outbox/create-notice.ts';
import type { PublishPorts } from '../outbox/publish-events.ts';
import type { Log } from '../ports/log.ts';
import type { ClosedReader, IndexWriter, OpenReader, TextRemoval, ReportStates } from '../ports/store.ts';

/** The ports of `report`. It only uses the store and the bus. */
export type ReportPorts = PublishPorts &
  KnownNotices & {
    reader: OpenReader & ClosedReader;
    writer: IndexWriter;
    states: ReportStates;
    texts: TextRemoval;
    log: Log;
    /** Caches `removedUntil` of `texts` by vendor between runs, so that an idle run reads nothing. */
    removedUntil: Map<string, number>;
    /** When each removed vendor was last logged, kept between runs. */
    warnedAt: Map<string, number>;
    /** When the tickets of each vendor's switched-off sources were last checked, kept between runs. */
    ranOutAt: Map<string, number>;
  };
