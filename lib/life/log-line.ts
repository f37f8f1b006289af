import * as z from 'zod/mini';
import { parseJson } from '../domain/parse-json.ts';
import { isSource } from '../domain/sources.ts';

/** An inquiry's number in any source, of one vendor or of any. */
export type Sought = { inquiryId: string; vendorId: string | undefined };

/** A line of a function's log, on AWS or on the laptop. */
export type LogLine = {
  /** Epoch ms. */
  at: number;
  level: string;
  message: string;
  /** A ticket's id. For a line about all of an inquiry's tickets it is the start of their ids. */
  deliverable?: string;
  /** The kind of event: `did` of `TraceEvent`. A line without it is an error or a warning. */
  did?: string;
  fields: Record<string, unknown>;
};

const line = z.looseObject({
  /** In the laptop's log. */
  time: z.optional(z.string()),
  /** In a function's log. */
  timestamp: z.optional(z.string()),
  level: z.string(),
  message: z.string(),
  deliverable: z.optional(z.string()),
  did: z.optional(z.string()),
});

/** @returns the line if it is about a ticket of the inquiry, else `undefined` */
export const parseLogLine = (text: string, sought: Sought): LogLine | undefined => {
  const { data } = z.safeParse(line, parseJson(text));
  if (!data) return undefined;
  const { time, timestamp, level, message, deliverable, did } = data;
  const [, vendorId, source, inquiryId] = deliverable?.split('/') ?? [];
  const at = Date.parse(time ?? timestamp ?? '');
  const isAbout =
    isSource(source) &&
    inquiryId === sought.inquiryId &&
    (sought.vendorId === undefined || sought.vendorId === vendorId);
  if (!isAbout || Number.isNaN(at)) return undefined;
  return {
    at,
    level: level.toLowerCase(),
    message,
    ...(deliverable !== undefined && { deliverable }),
    ...(did !== undefined && { did }),
    fields: data,
  };
};
