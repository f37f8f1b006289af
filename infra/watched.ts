import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Config, VendorConfig } from '../lib/config/schema.ts';
import { type AlarmMails, enAlarmMails } from './alarms/wording/en.ts';
import { koAlarmMails } from './alarms/wording/ko.ts';
import { zhTwAlarmMails } from './alarms/wording/zh-tw.ts';
import type { NotifierFunction } from './constructs/notifier-function.ts';
import {
  OPTIONAL_FUNCTION_NAMES,
  type OptionalFunctionName,
  type AnyFunctionName,
  FUNCTION_NAMES,
  type FunctionName,
} from './function-names.ts';

export const ALARM_MAILS: Record<VendorConfig['language'], AlarmMails> = {
  ko: koAlarmMails,
  en: enAlarmMails,
  'zh-TW': zhTwAlarmMails,
};

export type Watched = {
  config: Config;
  /** If there are none, only `report` runs. */
  liveVendors: readonly VendorConfig[];
  functions: Record<FunctionName, NotifierFunction> & Partial<Record<OptionalFunctionName, NotifierFunction>>;
  /** The texts of the alarm mails, in the team's language. */
  mails: AlarmMails;
};

export const functionsOf = ({ functions }: Watched): { name: AnyFunctionName; lambda: IFunction }[] =>
  [...FUNCTION_NAMES, ...OPTIONAL_FUNCTION_NAMES].flatMap((name) => {
    const found = functions[name];
    return found ? [{ name, lambda: found.lambda }] : [];
  });
