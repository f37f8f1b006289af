import type { ActTexts } from './act-texts.ts';
import type { CardTexts } from './card-texts.ts';
import type { HomeTexts } from './home-texts.ts';
import type { NoticeTexts } from './notice-texts.ts';
import type { ReportTexts } from './report-texts.ts';

/** What a person reads, in one language. Values come in escaped and cut; `due` and the like are times. Texts are mrkdwn, in
 * which `&gt;` is read as `>`. */
export type Texts = ActTexts & CardTexts & HomeTexts & NoticeTexts & ReportTexts;
