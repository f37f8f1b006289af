import type { Notice } from '../../domain/notice/notice.ts';
import { NotifierError } from '../../domain/notifier-error.ts';
import type { Reading } from '../../domain/reading/reading.ts';
import { unusableNotices } from '../../domain/notice/unusable-notices.ts';
import type { SweepRun } from './sweep-run.ts';

/** Creates the notices of what could not be read (R13). One that exists was announced; one that fails comes again. */
export const announceUnusable = async (run: SweepRun, batch: readonly Reading[]): Promise<Notice[]> => {
  const { vendor, settings, services } = run;
  const created: Notice[] = [];
  for (const notice of batch.flatMap((reading) =>
    unusableNotices(vendor, reading, run.now(), settings.zone),
  )) {
    try {
      const written = await services.notices.create(notice);
      if (written) created.push(written);
    } catch (error) {
      if (!(error instanceof NotifierError)) throw error;
      services.log.error(error.message, { code: error.code, notice: 'unusable' });
    }
  }
  return created;
};
